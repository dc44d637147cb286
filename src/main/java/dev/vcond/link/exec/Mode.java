package dev.vcond.link.exec;

/** How long a process lives. */
public enum Mode {
  /** For one vCon. */
  ONE_SHOT,
  /** For as many vCons as come, one after the other, as lines of JSON. */
  PERSISTENT
}
