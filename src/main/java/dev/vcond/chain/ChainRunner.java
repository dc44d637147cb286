package dev.vcond.chain;

import dev.vcond.event.PipelineListener;
import dev.vcond.storage.ParallelWriter;
import dev.vcond.time.Watchdog;
import dev.vcond.vcon.Vcon;
import java.util.List;
import java.util.Optional;

/**
 * Runs a chain over one document: links in order, one write-back, all storages at once. Outcomes
 * are values; everything a link or a storage throws ends here. Thread-safe; each call runs on the
 * virtual thread of its delivery.
 */
public final class ChainRunner {
  private final Watchdog watchdog;
  private final PipelineListener events;
  private final ParallelWriter writer = new ParallelWriter();

  public ChainRunner(Watchdog watchdog, PipelineListener events) {
    this.watchdog = watchdog;
    this.events = events;
  }

  /**
   * Runs the chain and settles the run.
   *
   * @param ingressList where the id came from
   * @param earlier what an unfinished run left behind; ignored if it speaks of another document
   */
  public void run(
      Chain chain,
      String ingressList,
      Vcon vcon,
      Optional<Checkpoint> earlier,
      DocumentPort port,
      Run run) {
    run.startedBy(Thread.currentThread());
    var watch = watchdog.watch(chain.timeout(), () -> timedOut(chain, run));
    try {
      var start = new ChainPass.Start(ingressList, vcon);
      var tools = new ChainPass.Tools(watchdog, events, writer);
      run.settle(new ChainPass(chain, start, port, run, tools).pass(earlier));
    } catch (InterruptedException _) {
      // Settled by somebody else, or the daemon stops and gives the id back.
      run.settle(new ChainOutcome.Discarded());
    } finally {
      watch.done();
    }
  }

  private static void timedOut(Chain chain, Run run) {
    String text =
        "chain %s took longer than its timeout of %d s"
            .formatted(chain.name(), chain.timeout().toSeconds());
    run.settle(
        new ChainOutcome.Failed(
            new FailedAt.AtChain("chain_timeout", text), run.unfinished(), List.of()));
  }
}
