package dev.vcond.worker;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many documents of one chain may be in work. One for the life of the process: after a reload
 * what still runs on the earlier configuration counts as well, or a chain that is limited because a
 * service is would exceed its limit at every edit. Thread-safe.
 */
public final class Permits {
  private final Free free = new Free();
  private int limit;

  /** Which can be fewer than none, while more are in work than may be. */
  private static final class Free extends Semaphore {
    private static final long serialVersionUID = 1L;

    private Free() {
      super(0);
    }

    private void fewer(int by) {
      reducePermits(by);
    }
  }

  /**
   * @param limit at least 1
   */
  public Permits(int limit) {
    resize(limit);
  }

  /** From now on so many may be in work; what is in work beyond that ends as it would have. */
  public synchronized void resize(int most) {
    if (most > limit) {
      free.release(most - limit);
    } else {
      free.fewer(limit - most);
    }
    limit = most;
  }

  /** The most documents that may be in work. */
  public synchronized int limit() {
    return limit;
  }

  /** Waits for one. */
  boolean takeOne(long limitMillis) throws InterruptedException {
    return free.tryAcquire(1, limitMillis, TimeUnit.MILLISECONDS);
  }

  /** Takes as many as there are, up to a number. */
  int takeUpTo(int most) {
    int wanted = Math.min(most, free.availablePermits());
    return wanted > 0 && free.tryAcquire(wanted) ? wanted : 0;
  }

  void giveBack(int taken) {
    free.release(taken);
  }
}
