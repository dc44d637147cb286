package dev.vcond.queue.model;

/** What may go wrong; each costs one of the faults that a search allows. */
enum Fault {
  /**
   * A call takes its time, before and after Redis executes it; not counted among the faults, since
   * it is none. A call that is not slow is sent, executed and answered in one step.
   */
  SLOW,
  /** A caller takes a call for lost; the call may be executed all the same, then or later. */
  LOST,
  /** The lease of an instance lapses: it is paused, or cut off from Redis. */
  LAPSE,
  /** A process dies. */
  CRASH,
  /** A process dies and is never started again. */
  HOST_GONE,
  /** A process gets SIGTERM. */
  DRAIN,
  /** Redis loses everything. */
  FORGET,
  /** The egress list becomes something else, and refuses ids. */
  REFUSE
}
