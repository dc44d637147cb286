package dev.vcond.link.validate;

/** What becomes of a vCon that is not valid. */
enum Reaction {
  /** It goes to the dead-letter list. */
  DEAD_LETTER,
  /** It gets a tag and goes on. */
  TAG,
  /** The chain ends there. */
  HALT
}
