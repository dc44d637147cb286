package dev.vcond.config;

/** What becomes of a vCon that one storage could not take after all attempts. */
public enum OnFailure {
  /** The other storages finish; the id goes to the dead-letter list with the reason. */
  DEAD_LETTER,
  /** The others and egress go on; the write is owed on a list of this storage. */
  DEFER,
  /** Logged and counted, nothing else. */
  IGNORE
}
