package dev.vcond.storage;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets only so many calls of a storage run at a time, each within the time of an attempt. A permit
 * returns when the storage's code has, in time or not. Thread-safe.
 */
final class Bulkhead {
  private final int most;
  private final Duration patience;
  private final Attempt attempt;
  private final Semaphore permits;

  /**
   * @param patience how long to wait for a permit
   */
  Bulkhead(int most, Duration patience, Attempt attempt) {
    this.most = most;
    this.patience = patience;
    this.attempt = attempt;
    this.permits = new Semaphore(most);
  }

  /** Whether no code runs, late attempts included. */
  boolean idle() {
    return permits.availablePermits() == most;
  }

  /** Waiting is part of an attempt: calls that never end must not hold up a run for ever. */
  <T> T call(Callable<T> code) throws Exception {
    if (!permits.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new TimeoutException(
          "none of its %d calls came to an end within %d ms".formatted(most, patience.toMillis()));
    }
    return attempt.call(code, permits::release);
  }
}
