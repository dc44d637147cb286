package dev.vcond.chain;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The ending of one run, which is settled once: by the run itself, by its time-out on the
 * watchdog's thread, or by a lapse of the lease. Whoever comes second is discarded. Thread-safe.
 */
public final class Run {
  private final AtomicReference<@Nullable Consumer<ChainOutcome>> then;
  private volatile @Nullable Thread worker;
  private volatile @Nullable Tracked progress;

  /** Who knows what has been done, for whoever ends the run from outside. Thread-safe. */
  interface Tracked {
    /** What a later run may rely on. */
    Optional<Checkpoint> unfinished();

    /** Whether Redis may have a newer checkpoint, sent and not answered. */
    boolean inDoubt();

    /** Where it is, as half a sentence. */
    String doing();
  }

  /**
   * @param then hears the outcome once, on the thread that settled it; must be quick
   */
  public Run(Consumer<ChainOutcome> then) {
    this.then = new AtomicReference<>(then);
  }

  /** Notes the thread that does the work, to be interrupted when somebody else settles. */
  public void startedBy(Thread thread) {
    worker = thread;
  }

  void tracks(Tracked pass) {
    progress = pass;
  }

  /** The outcome if the run fails now. */
  ChainOutcome.Failed failed(FailedAt at) {
    Tracked tracked = progress;
    return tracked == null
        ? new ChainOutcome.Failed(at)
        : new ChainOutcome.Failed(at, tracked.unfinished(), List.of(), tracked.inDoubt());
  }

  /** Where the run is now, as half a sentence. */
  String doing() {
    Tracked tracked = progress;
    return tracked == null ? "it had not begun" : tracked.doing();
  }

  /** Ends the run; false if it was over. */
  public boolean settle(ChainOutcome outcome) {
    Consumer<ChainOutcome> consumer = then.getAndSet(null);
    if (consumer == null) {
      return false;
    }
    try {
      consumer.accept(outcome);
    } finally {
      stopTheWork();
    }
    return true;
  }

  private void stopTheWork() {
    Thread working = worker;
    if (working != null && working != Thread.currentThread()) {
      working.interrupt();
    }
  }

  /** Whether somebody settled it. */
  public boolean over() {
    return then.get() == null;
  }
}
