package dev.vcond.storage;

/** An attempt was not repeated: a newer document has taken the place of this one. */
final class Outdated extends Exception {
  private static final long serialVersionUID = 1L;

  Outdated() {
    super("a newer document has taken its place", null, false, false);
  }
}
