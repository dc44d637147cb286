package dev.vcond.storage;

/** Whether a document may still be written. Asked on any thread. */
@FunctionalInterface
public interface Standing {

  /** Whether whoever wants it written may still do so; asked before each attempt, and quick. */
  boolean wanted();

  /**
   * Whether no newer one has taken its place; asked before an attempt is repeated, since the wait
   * is time enough for somebody else to store the newer one first.
   */
  default boolean current() throws InterruptedException {
    return true;
  }
}
