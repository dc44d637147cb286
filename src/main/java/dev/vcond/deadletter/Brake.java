package dev.vcond.deadletter;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends bulk work between two of its steps. An interrupt was decided against: it would lose the
 * answer to the step that is on its way. Thread-safe.
 */
public final class Brake {
  private final CountDownLatch pulled = new CountDownLatch(1);

  /** The work is to end. */
  public void pull() {
    pulled.countDown();
  }

  boolean isPulled() {
    return pulled.getCount() == 0;
  }

  /** Waits for so long or until it is pulled. */
  void await(long nanos) throws InterruptedException {
    var _ = pulled.await(nanos, TimeUnit.NANOSECONDS);
  }
}
