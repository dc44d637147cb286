package dev.vcond.link.jq;

import java.util.concurrent.locks.LockSupport;

/**
 * Counts what one application of a filter does, and ends it when that is too much or when the
 * calling thread was interrupted. Used by one thread.
 */
final class Steps {
  /** Bound for the call under way. */
  static final ScopedValue<Steps> CURRENT = ScopedValue.newInstance();

  /** Some milliseconds of work. */
  private static final int PAUSE_EVERY = 1 << 16;

  /** To see whether a second output follows the one that decides. */
  private static final Limits TO_LOOK_FURTHER = new Limits(1_000, 1 << 20);

  private Limits most;
  private long done;
  private long made;
  private boolean decided;

  Steps(Limits most) {
    this.most = most;
  }

  /** To be called wherever something is done. */
  void step() {
    if (++done > most.steps()) {
      throw stop(Stop.Why.TOO_MANY_STEPS);
    }
    stopIfInterrupted();
    if (done % PAUSE_EVERY == 0) {
      // A virtual thread that computes keeps its processor: a few of these would stop every chain.
      LockSupport.parkNanos(1);
    }
  }

  void stopIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new Stop(Stop.Why.INTERRUPTED);
    }
  }

  /** To be called before something of this size is made. */
  void make(double size) {
    made += (long) Math.min(size, Long.MAX_VALUE / 4.0);
    if (size > most.size() || made > most.size()) {
      throw stop(Stop.Why.TOO_LARGE);
    }
  }

  void make(long size) {
    make((double) size);
  }

  /** To be called before two are joined: only the smaller one counts, so that a list may grow. */
  void join(long one, long other) {
    if (one + other > most.size()) {
      throw stop(Stop.Why.TOO_LARGE);
    }
    make(Math.min(one, other));
  }

  /** What is too large to be looked at as a whole is larger than this. */
  long largest() {
    return most.size();
  }

  /** The first output is there: the rest matters no more. */
  void decide() {
    decided = true;
    most = TO_LOOK_FURTHER;
    done = 0;
    made = 0;
  }

  boolean decided() {
    return decided;
  }

  private Stop stop(Stop.Why why) {
    return new Stop(decided ? Stop.Why.DECIDED : why);
  }

  /**
   * Leaves the interpreter from wherever it is. No exception of the interpreter's own: {@code try}
   * and {@code ?} in a filter would catch it.
   */
  static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;

    enum Why {
      DECIDED,
      TOO_MANY_STEPS,
      TOO_LARGE,
      INTERRUPTED
    }

    private final Why why;

    Stop(Why why) {
      super(null, null, false, false);
      this.why = why;
    }

    Why why() {
      return why;
    }
  }
}
