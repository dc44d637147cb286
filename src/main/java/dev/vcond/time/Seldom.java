package dev.vcond.time;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Lets one line in a minute into the log about what may happen to every document. Thread-safe. */
public final class Seldom {
  private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

  private final AtomicLong said = new AtomicLong(System.nanoTime() - QUIET_NANOS - 1);

  /** Whether it is time again. */
  public boolean now() {
    long now = System.nanoTime();
    long last = said.get();
    return now - last > QUIET_NANOS && said.compareAndSet(last, now);
  }
}
