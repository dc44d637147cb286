package dev.vcond.queue.model;

/**
 * A run that ended and that Redis has to hear of.
 *
 * @param dead whether it ends on the dead-letter list
 * @param unanswered an attempt got no answer and may have been heard
 * @param lost Redis had forgotten the claim, and somebody else had the id by then
 */
record Pending(Run run, boolean dead, boolean unanswered, boolean lost) {

  Pending unanswered(boolean is) {
    return new Pending(run, dead, is, lost);
  }

  Pending lost(boolean is) {
    return new Pending(run, dead, unanswered, is);
  }

  void print(Fingerprint print) {
    run.print(print);
    print.add(dead).add(unanswered).add(lost);
  }
}
