package dev.vcond.queue;

import java.time.Duration;
import java.time.InstantSource;

/**
 * The right to work on what we claimed. It lasts ten seconds from when a heartbeat that Redis
 * answered was <em>sent</em>, by the larger of monotonic and wall clock: a machine that slept has a
 * monotonic clock that stood still. A lapse ends an epoch; what was claimed in an earlier epoch
 * must have no further effect. Thread-safe.
 */
public final class Lease {
  /** How long Redis keeps a heartbeat. */
  static final Duration EXPIRY = Duration.ofSeconds(10);

  /** A margin for the way to Redis and for clocks that do not run alike. */
  private static final Duration TRUSTED = EXPIRY.minusMillis(500);

  private final InstantSource clock;
  private volatile Held held = new Held(0, 0, 0, false);

  private record Held(long epoch, long sentNanos, long sentMillis, boolean alive) {}

  public Lease(InstantSource clock) {
    this.clock = clock;
  }

  /** The number of the present epoch, for {@link #holds}. */
  public long epoch() {
    return held.epoch;
  }

  /** Whether we may claim and act now. */
  public boolean holds() {
    Held now = held;
    return now.alive && fresh(now);
  }

  /** Whether what was claimed in this epoch is still ours. */
  public boolean holds(long epoch) {
    Held now = held;
    return now.epoch == epoch && now.alive && fresh(now);
  }

  /** A heartbeat sent at these times was answered. */
  synchronized void renewed(long sentNanos, long sentMillis) {
    Held now = held;
    held = new Held(now.alive ? now.epoch : now.epoch + 1, sentNanos, sentMillis, true);
  }

  /** Ends the epoch if the last heartbeat is too old; true once per lapse. */
  synchronized boolean lapsed() {
    Held now = held;
    if (!now.alive || fresh(now)) {
      return false;
    }
    held = new Held(now.epoch + 1, now.sentNanos, now.sentMillis, false);
    return true;
  }

  private boolean fresh(Held at) {
    long monotonic = (System.nanoTime() - at.sentNanos) / 1_000_000;
    long wall = clock.millis() - at.sentMillis;
    return Math.max(monotonic, wall) < TRUSTED.toMillis();
  }
}
