package dev.vcond.chain;

import dev.vcond.event.PipelineEvent;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.vcon.SignedVconException;
import dev.vcond.vcon.Vcon;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where the code of links is called: with its time-out, its event, and everything it
 * may throw or answer turned into a value.
 */
record LinkCall(
    String chain, String ingressList, Run run, ChainPass.Tools tools, LinkAttempts.Guard guard) {
  private static final Logger log = LoggerFactory.getLogger(LinkCall.class);
  private static final long MOST_SECONDS = 365L * 24 * 3600;

  /** How a call ended. */
  sealed interface Ending {}

  /** The link answered in time. */
  record Answered(LinkResult result) implements Ending {}

  /** The link threw, or answered something that cannot be. */
  record Failed(FailedAt at) implements Ending {}

  /**
   * Calls a link on the caller's thread, again if it failed for a while.
   *
   * @throws Ended if the claim is no longer ours when it is to be called again
   * @throws InterruptedException if the run is over, by this call's time-out or otherwise
   */
  Ending call(Chain.Step step, Vcon vcon) throws Ended, InterruptedException {
    long began = System.nanoTime();
    var watch = tools.watchdog().watch(step.timeout(), () -> timedOut(step, vcon));
    LinkAttempts.Tried tried;
    try {
      tried = attempts(step, began).call(vcon);
    } finally {
      if (!watch.done()) {
        // The watchdog may be about to say so; whoever is first does.
        timedOut(step, vcon);
      }
    }
    stopIfOver();
    Throwable thrown = tried.thrown();
    return thrown == null
        ? answered(step, vcon, tried.result(), began)
        : failed(step, vcon, thrown, tried, began);
  }

  private LinkAttempts attempts(Chain.Step step, long began) {
    // A time-out of centuries must not overflow.
    long limit = Math.min(step.timeout().toSeconds(), MOST_SECONDS) * 1_000_000_000L;
    return new LinkAttempts(
        step,
        new LinkContext(chain, step.name(), ingressList),
        began + limit + step.timeout().toNanosPart(),
        tools.events(),
        guard);
  }

  /** An interrupt that is not the end of the run was the link's own, and must not stop us later. */
  private void stopIfOver() throws InterruptedException {
    var _ = Thread.interrupted();
    // Asked after the interrupt is taken away: who ends a run settles first and interrupts then.
    if (run.over()) {
      throw new InterruptedException();
    }
  }

  private Ending answered(Chain.Step step, Vcon given, @Nullable LinkResult result, long began) {
    if (result == null || !result.vcon().id().equals(given.id())) {
      called(step, given, PipelineEvent.Result.ERROR, began);
      return failed(
          step,
          "link_failed",
          result == null
              ? "it answered null"
              : "it answered with document %s instead of %s; to go on with another, a link swaps"
                  .formatted(result.vcon().id(), given.id()),
          1);
    }
    boolean halted = result instanceof LinkResult.Halt;
    called(step, given, halted ? PipelineEvent.Result.HALT : PipelineEvent.Result.OK, began);
    return new Answered(result);
  }

  private Ending failed(
      Chain.Step step, Vcon given, Throwable thrown, LinkAttempts.Tried tried, long began) {
    called(step, given, PipelineEvent.Result.ERROR, began);
    log.debug("Link {} of chain {} threw.", step.name(), chain, thrown);
    String message = thrown.getMessage();
    return failed(
        step,
        thrown instanceof SignedVconException ? "signed" : "link_failed",
        (message == null || thrown instanceof Error ? thrown.toString() : message) + tried.count(),
        tried.attempts());
  }

  private static Ending failed(Chain.Step step, String code, String what, int attempts) {
    String text = "link " + step.name() + ": " + what;
    return new Failed(new FailedAt.AtLink(step.name(), code, text, attempts));
  }

  private void timedOut(Chain.Step step, Vcon given) {
    String text =
        "link %s took longer than its timeout of %s"
            .formatted(step.name(), FailedAt.time(step.timeout()));
    var at = new FailedAt.AtLink(step.name(), "link_timeout", text);
    if (run.settle(run.failed(at))) {
      tools
          .events()
          .on(
              new PipelineEvent.LinkCalled(
                  chain,
                  step.name(),
                  PipelineEvent.Result.TIMEOUT,
                  step.timeout(),
                  given.id().canonical()));
    }
  }

  private void called(Chain.Step step, Vcon given, PipelineEvent.Result result, long began) {
    var took = Duration.ofNanos(System.nanoTime() - began);
    tools
        .events()
        .on(new PipelineEvent.LinkCalled(chain, step.name(), result, took, given.id().canonical()));
  }
}
