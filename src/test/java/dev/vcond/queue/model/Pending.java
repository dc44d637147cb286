package dev.vcond.queue.model;

/**
 * A run that ended and that Redis has to hear of.
 *
 * @param dead whether it ends on the dead-letter list
 * @param unanswered an attempt got no answer and may have been heard
 * @param reentered Redis had forgotten the claim
 * @param forgotten what Redis had forgotten when the run ended
 */
record Pending(Run run, boolean dead, boolean unanswered, boolean reentered, int forgotten) {

  Pending unanswered(boolean is) {
    return new Pending(run, dead, is, reentered, forgotten);
  }

  Pending enteredAgain() {
    return new Pending(run, dead, unanswered, true, forgotten);
  }

  void print(Fingerprint print) {
    run.print(print);
    print.add(dead).add(unanswered).add(reentered).add(forgotten);
  }
}
