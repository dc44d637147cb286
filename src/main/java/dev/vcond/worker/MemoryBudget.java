package dev.vcond.worker;

import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
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
  private final Units units;

  /** Reads of documents whose size nobody knows before; more at a time could be too much. */
  private final Semaphore unplanned = new Semaphore(4, true);

  /** Those that are taken without being asked for make the next ones wait the longer. */
  private static final class Units extends Semaphore {
    private static final long serialVersionUID = 1L;

    private Units(int all) {
      super(all, true);
    }

    private void overdraw(int taken) {
      reducePermits(taken);
    }
  }

  /**
   * @param bytes the most that documents in flight may take
   */
  public MemoryBudget(long bytes) {
    all = Math.clamp(bytes / UNIT, 1, Integer.MAX_VALUE);
    units = new Units(all);
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

  /** Something that may read a document of unknown size. */
  interface Read<T> {
    T read() throws RedisOutage, RedisRefusal, InterruptedException;
  }

  /** Reads with few others at a time. */
  <T> T unplanned(Read<T> read) throws RedisOutage, RedisRefusal, InterruptedException {
    unplanned.acquire();
    try {
      return read.read();
    } finally {
      unplanned.release();
    }
  }

  /** What one run takes beyond what was reserved for it. */
  Growth growth() {
    return new Growth();
  }

  /**
   * Documents that are there already: they were larger than anybody knew. Waiting for room would
   * not make them smaller, and two that wait for each other would wait for ever.
   */
  final class Growth implements AutoCloseable {
    private int taken;

    synchronized void add(long bytes) {
      int more = weight(bytes);
      taken += more;
      units.overdraw(more);
    }

    @Override
    public synchronized void close() {
      units.release(taken);
      taken = 0;
    }
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
