package dev.vcond.queue.model;

/**
 * A run that ended and that Redis has to hear of.
 *
 * @param dead whether it ends on the dead-letter list
 * @param unanswered an attempt got no answer and may have been heard
 * @param reentered Redis had forgotten the claim
 */
record Pending(Run run, boolean dead, boolean unanswered, boolean reentered) {

  Pending unanswered(boolean is) {
    return new Pending(run, dead, is, reentered);
  }

  Pending enteredAgain() {
    return new Pending(run, dead, unanswered, true);
  }

  void print(Fingerprint print) {
    run.print(print);
    print.add(dead).add(unanswered).add(reentered);
  }
}
