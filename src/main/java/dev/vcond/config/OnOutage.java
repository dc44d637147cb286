package dev.vcond.config;

/** What becomes of vCons while a storage as a whole is away. */
public enum OnOutage {
  /** They go to the dead-letter list at once. */
  DEAD_LETTER,
  /** The chains that need the storage stop claiming; their backlog waits in Redis. */
  HOLD,
  /** The others and egress go on; the writes are owed on a list of this storage. */
  DEFER
}
