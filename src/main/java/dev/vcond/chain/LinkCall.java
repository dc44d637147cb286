package dev.vcond.chain;

import dev.vcond.event.PipelineEvent;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.vcon.SignedVconException;
import dev.vcond.vcon.Vcon;
import java.time.Duration;
import java.util.List;

/**
 * The one place where the code of links is called: with its time-out, its event, and everything it
 * may throw turned into a value.
 */
record LinkCall(String chain, String ingressList, Run run, ChainPass.Tools tools) {

  /** How a call ended. */
  sealed interface Ending {}

  /** The link answered in time. */
  record Answered(LinkResult result) implements Ending {}

  /** The link threw. */
  record Failed(FailedAt at) implements Ending {}

  /**
   * Calls a link on the caller's thread.
   *
   * @throws InterruptedException if the run is over, by this call's time-out or otherwise
   */
  Ending call(Chain.Step step, Vcon vcon) throws InterruptedException {
    long began = System.nanoTime();
    var watch = tools.watchdog().watch(step.timeout(), () -> timedOut(step));
    try {
      var context = new LinkContext(chain, step.name(), ingressList);
      LinkResult result = step.link().apply(vcon, context);
      if (!watch.done() || run.over()) {
        throw new InterruptedException();
      }
      boolean halted = result instanceof LinkResult.Halt;
      called(step, halted ? PipelineEvent.Result.HALT : PipelineEvent.Result.OK, began);
      return new Answered(result);
    } catch (SignedVconException e) {
      return thrown(step, "signed", e, began);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | StackOverflowError e) {
      return thrown(step, "link_failed", e, began);
    } finally {
      watch.done();
    }
  }

  private Ending thrown(Chain.Step step, String code, Throwable e, long began)
      throws InterruptedException {
    if (run.over()) {
      throw new InterruptedException();
    }
    called(step, PipelineEvent.Result.ERROR, began);
    String message = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
    return new Failed(
        new FailedAt.AtLink(step.name(), code, "link " + step.name() + ": " + message));
  }

  private void timedOut(Chain.Step step) {
    tools
        .events()
        .on(
            new PipelineEvent.LinkCalled(
                chain, step.name(), PipelineEvent.Result.TIMEOUT, step.timeout()));
    String text =
        "link %s took longer than its timeout of %d ms"
            .formatted(step.name(), step.timeout().toMillis());
    run.settle(
        new ChainOutcome.Failed(
            new FailedAt.AtLink(step.name(), "link_timeout", text), run.unfinished(), List.of()));
  }

  private void called(Chain.Step step, PipelineEvent.Result result, long began) {
    var took = Duration.ofNanos(System.nanoTime() - began);
    tools.events().on(new PipelineEvent.LinkCalled(chain, step.name(), result, took));
  }
}
