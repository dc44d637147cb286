package dev.vcond.worker;

import java.util.concurrent.Semaphore;

/**
 * The bytes of documents in flight over all chains. A document larger than the budget goes alone.
 * Thread-safe, fair.
 */
public final class MemoryBudget {
  private static final long UNIT = 1024;

  /**
   * A document in work takes its bytes and about as much again for its tree or its changed form.
   */
  private static final int WEIGHT = 2;

  private final int all;
  private final Semaphore units;

  /**
   * @param bytes the most that documents in flight may take
   */
  public MemoryBudget(long bytes) {
    all = Math.clamp(bytes / UNIT, 1, Integer.MAX_VALUE);
    units = new Semaphore(all, true);
  }

  /** What a document of this many bytes takes of the budget, all of it at most; in units. */
  int weight(long bytes) {
    return Math.clamp(Math.max(bytes, 0) * WEIGHT / UNIT + 1, 1, all);
  }

  /** Whether so many units can be had at once. */
  boolean holds(long wanted) {
    return wanted <= all;
  }

  /** Waits for room. */
  void take(int wanted) throws InterruptedException {
    units.acquire(wanted);
  }

  void giveBack(int taken) {
    units.release(taken);
  }

  /** Bytes reserved now; 0 only when no run's code is under way any more. */
  public long reserved() {
    return (long) (all - units.availablePermits()) * UNIT;
  }

  /** Bytes that may be reserved. */
  public long limit() {
    return (long) all * UNIT;
  }
}
