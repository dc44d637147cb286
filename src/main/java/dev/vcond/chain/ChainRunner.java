package dev.vcond.chain;

import dev.vcond.event.PipelineListener;
import dev.vcond.storage.ParallelWriter;
import dev.vcond.time.Watchdog;
import dev.vcond.vcon.Vcon;
import java.util.HexFormat;
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
    var watch =
        watchdog.watch(
            chain.timeout(),
            () ->
                run.settle(
                    new ChainOutcome.Failed(
                        new FailedAt.AtChain(
                            "chain_timeout",
                            "chain "
                                + chain.name()
                                + " took longer than its timeout of "
                                + chain.timeout().toSeconds()
                                + " s"))));
    try {
      run.settle(
          new ChainPass(
                  chain, ingressList, port, run, new ChainPass.Tools(watchdog, events, writer))
              .pass(vcon, earlier));
    } catch (InterruptedException _) {
      // Settled by somebody else, or the daemon stops and gives the id back.
      run.settle(new ChainOutcome.Discarded());
    } finally {
      watch.done();
    }
  }

  /** SHA-1 in hex, as checkpoints and write-backs compare documents. */
  public static String fingerprint(Vcon vcon) {
    return HexFormat.of().formatHex(vcon.sha1());
  }
}
