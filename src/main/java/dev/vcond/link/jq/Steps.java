package dev.vcond.link.jq;

/**
 * Counts what one application of a filter does, and ends it when that is too much or when the
 * calling thread was interrupted. Used by one thread.
 */
final class Steps {
  /** Bound for the call under way. */
  static final ScopedValue<Steps> CURRENT = ScopedValue.newInstance();

  private final long most;
  private long done;

  Steps(long most) {
    this.most = most;
  }

  void step() {
    if (++done > most) {
      throw new Stop(Stop.Why.TOO_MANY_STEPS);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new Stop(Stop.Why.INTERRUPTED);
    }
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
