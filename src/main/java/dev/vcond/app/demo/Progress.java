package dev.vcond.app.demo;

import dev.vcond.event.PipelineEvent;
import dev.vcond.event.PipelineListener;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts what is finished and measures how long it took. Thread-safe. */
public final class Progress implements PipelineListener {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private long[] tookNanos = new long[1024];
  private int completed;
  private int deadLettered;
  private long firstNanos;
  private long lastNanos;
  private long waitingSinceNanos = System.nanoTime();

  /**
   * A moment of the work.
   *
   * @param completed vCons that are in every storage
   * @param deadLettered vCons on a dead-letter list
   * @param took from the first claim to the last acknowledgement so far
   * @param median of the time from claim to acknowledgement of the completed ones
   * @param p99 what 99 of 100 of them needed at most
   */
  public record Snapshot(
      int completed, int deadLettered, Duration took, Duration median, Duration p99) {

    /** All that have an end. */
    public int finished() {
      return completed + deadLettered;
    }

    /** Finished ones per second. */
    public double rate() {
      return took.isZero() ? 0 : finished() * 1e9 / took.toNanos();
    }
  }

  @Override
  public void on(PipelineEvent event) {
    switch (event) {
      case PipelineEvent.Claimed _ -> claimed();
      case PipelineEvent.Completed done -> completed(done.took());
      case PipelineEvent.DeadLettered _ -> deadLettered();
      default -> {}
    }
  }

  private void claimed() {
    lock.lock();
    try {
      if (firstNanos == 0) {
        firstNanos = System.nanoTime();
        lastNanos = firstNanos;
      }
      waitingSinceNanos = System.nanoTime();
    } finally {
      lock.unlock();
    }
  }

  private void completed(Duration took) {
    lock.lock();
    try {
      if (completed == tookNanos.length) {
        tookNanos = Arrays.copyOf(tookNanos, 2 * completed);
      }
      tookNanos[completed++] = took.toNanos();
      hasMoved();
    } finally {
      lock.unlock();
    }
  }

  private void deadLettered() {
    lock.lock();
    try {
      deadLettered++;
      hasMoved();
    } finally {
      lock.unlock();
    }
  }

  private void hasMoved() {
    lastNanos = System.nanoTime();
    waitingSinceNanos = lastNanos;
    moved.signalAll();
  }

  /**
   * Waits until this many are finished.
   *
   * @return false if they were not within the time
   */
  boolean await(int total, Duration limit) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = limit.toNanos();
      while (completed + deadLettered < total && left > 0) {
        left = moved.awaitNanos(left);
      }
      return completed + deadLettered >= total;
    } finally {
      lock.unlock();
    }
  }

  /** From now on something is expected to happen. */
  void begin() {
    lock.lock();
    try {
      waitingSinceNanos = System.nanoTime();
    } finally {
      lock.unlock();
    }
  }

  /** How long nothing has happened. */
  Duration quiet() {
    lock.lock();
    try {
      return Duration.ofNanos(System.nanoTime() - waitingSinceNanos);
    } finally {
      lock.unlock();
    }
  }

  /** How far it is now. */
  public Snapshot snapshot() {
    lock.lock();
    try {
      long[] sorted = Arrays.copyOf(tookNanos, completed);
      Arrays.sort(sorted);
      return new Snapshot(
          completed,
          deadLettered,
          Duration.ofNanos(lastNanos - firstNanos),
          percentile(sorted, 50),
          percentile(sorted, 99));
    } finally {
      lock.unlock();
    }
  }

  /** The smallest value that this share of all does not exceed (nearest rank). */
  static Duration percentile(long[] sorted, int percent) {
    if (sorted.length == 0) {
      return Duration.ZERO;
    }
    int rank = (int) Math.ceil(sorted.length * percent / 100.0);
    return Duration.ofNanos(sorted[Math.max(1, rank) - 1]);
  }
}
