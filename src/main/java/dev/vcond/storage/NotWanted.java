package dev.vcond.storage;

/** A save was left out: whoever asked for it must not write any more. */
final class NotWanted extends Exception {
  private static final long serialVersionUID = 1L;

  NotWanted() {
    super("the document is not to be stored any more", null, false, false);
  }
}
