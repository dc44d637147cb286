package dev.vcond.deadletter;

import java.time.Duration;

/**
 * How many entries may leave a list in which time.
 *
 * @param entries at least 1
 */
public record Rate(long entries, Duration per) {
  /** More is no limit: Redis moves less than that. */
  private static final long MOST = 100_000_000;

  public Rate {
    if (entries < 1 || entries > MOST || per.isNegative() || per.isZero()) {
      throw new IllegalArgumentException("expected a rate of 1 to " + MOST);
    }
  }

  /** From one entry to the next. */
  double nanosEach() {
    return (double) per.toNanos() / entries;
  }
}
