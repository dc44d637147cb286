package dev.vcond.chain;

/** Ends a pass early with an outcome; thrown by whatever finds that nothing more may follow. */
final class Ended extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient ChainOutcome outcome;

  Ended(ChainOutcome outcome) {
    super(null, null, false, false);
    this.outcome = outcome;
  }

  ChainOutcome outcome() {
    return outcome;
  }
}
