package dev.vcond.chain;

import dev.vcond.event.PipelineListener;
import dev.vcond.storage.ParallelWriter;
import dev.vcond.time.Watchdog;
import dev.vcond.vcon.Vcon;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a chain over one document: links in order, one write-back, all storages at once. Outcomes
 * are values; everything that is thrown ends here. Thread-safe; each call runs on the virtual
 * thread of its delivery.
 */
public final class ChainRunner {
  private static final Logger log = LoggerFactory.getLogger(ChainRunner.class);

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
      // Settled by somebody else, or the lease is lost and the id is given back.
      run.settle(new ChainOutcome.Discarded());
    } catch (Throwable e) {
      // A defect of ours or no memory left: the id must not stay in flight unheard of.
      log.error("Chain {} failed unexpectedly on {}.", chain.name(), vcon.id(), e);
      run.settle(run.failed(FailedAt.unexpected(e)));
    } finally {
      watch.done();
    }
  }

  private static void timedOut(Chain chain, Run run) {
    String text =
        "chain %s took longer than its timeout of %s; %s"
            .formatted(chain.name(), FailedAt.time(chain.timeout()), run.doing());
    run.settle(run.failed(new FailedAt.AtChain("chain_timeout", text)));
  }
}
