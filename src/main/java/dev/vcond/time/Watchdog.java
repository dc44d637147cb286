package dev.vcond.time;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices runs that take longer than they may. One platform thread looks at everything under watch
 * every 50 ms: virtual threads that compute can delay each other by seconds, so a time-out must not
 * depend on one, and a set is cheaper to enter and leave thousands of times a second than a timer
 * queue. Thread-safe.
 */
public final class Watchdog implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Watchdog.class);
  private static final long SCAN_MILLIS = 50;
  private static final long LONGEST_SECONDS = 365L * 24 * 3600;

  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;

  public Watchdog() {
    thread = Thread.ofPlatform().name("vcond-watchdog").daemon().start(this::scanUntilStopped);
  }

  /**
   * Puts something under watch.
   *
   * @param limit how long it may take from now; late by up to 50 ms
   * @param expire called once on the watchdog's thread if {@link Watch#done} did not come in time;
   *     must be quick
   */
  public Watch watch(Duration limit, Runnable expire) {
    var watch =
        new Watch(
            System.nanoTime()
                + Math.min(limit.toSeconds(), LONGEST_SECONDS) * 1_000_000_000L
                + limit.toNanosPart(),
            expire);
    watches.add(watch);
    return watch;
  }

  private void scanUntilStopped() {
    try {
      while (!stop.await(SCAN_MILLIS, TimeUnit.MILLISECONDS)) {
        scan(System.nanoTime());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void scan(long now) {
    for (var watch : watches) {
      if (watch.deadline - now < 0) {
        watch.expireOnce();
      }
    }
  }

  @Override
  public void close() {
    stop.countDown();
    thread.interrupt();
  }

  /** One thing under watch. */
  public final class Watch {
    private final long deadline;
    private final Runnable expire;
    private final AtomicBoolean over = new AtomicBoolean();

    private Watch(long deadline, Runnable expire) {
      this.deadline = deadline;
      this.expire = expire;
    }

    /**
     * Ends the watch.
     *
     * @return false if the time-out came first
     */
    public boolean done() {
      watches.remove(this);
      return over.compareAndSet(false, true);
    }

    private void expireOnce() {
      watches.remove(this);
      if (over.compareAndSet(false, true)) {
        try {
          expire.run();
        } catch (Throwable e) {
          // Errors too: without this thread nothing would time out any more.
          log.error("What had to happen after a time-out failed.", e);
        }
      }
    }
  }
}
