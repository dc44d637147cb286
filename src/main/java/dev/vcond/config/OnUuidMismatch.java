package dev.vcond.config;

/** What becomes of a document whose own uuid is not the id that was popped. */
public enum OnUuidMismatch {
  /** The id goes to the dead-letter list. */
  DEAD_LETTER,
  /** The popped id counts. */
  STORE
}
