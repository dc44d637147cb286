package dev.vcond.storage;

import java.time.Duration;

/**
 * Why a storage is away.
 *
 * @param why what its last call or probe said
 * @param sinceNanos {@link System#nanoTime} of its beginning
 */
public record Outage(String why, long sinceNanos) {
  /** How long it has lasted. */
  public Duration lasted() {
    return Duration.ofNanos(System.nanoTime() - sinceNanos);
  }
}
