package dev.vcond.queue.model;

/**
 * A run of a claimed id.
 *
 * @param number of the claim
 * @param epoch of the lease at the claim
 * @param text the document, as loaded and later as changed
 */
record Run(int number, String id, int epoch, String text) {

  /** The producer's number of the document. */
  String version() {
    return text.replace("changed ", "");
  }

  boolean changed() {
    return text.startsWith("changed ");
  }

  Run change() {
    return new Run(number, id, epoch, "changed " + text);
  }

  void print(Fingerprint print) {
    print.add(number).add(id).add(epoch).add(text);
  }
}
