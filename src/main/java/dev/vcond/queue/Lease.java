package dev.vcond.queue;

import java.time.Duration;
import java.time.InstantSource;

/**
 * The right to work on what we claimed. It lasts ten seconds from when a heartbeat that Redis
 * answered was <em>sent</em>, by the larger of monotonic and wall clock: a machine that slept has a
 * monotonic clock that stood still. A lapse ends an epoch; what was claimed in an earlier epoch
 * must have no further effect. Whoever is the first to see the lease too old ends it for all: a
 * heartbeat that comes late must not revive what some run has given up already. Thread-safe.
 */
public final class Lease {
  private final InstantSource clock;
  private final long trustedMillis;
  private volatile Held held = new Held(0, 0, 0, 0, false);
  private volatile long forgotten;
  private boolean lapsed;
  private boolean ended;

  /**
   * @param sinceNanos when the first heartbeat of the epoch was answered
   */
  private record Held(long epoch, long sinceNanos, long sentNanos, long sentMillis, boolean alive) {
    private Held over() {
      return new Held(epoch + 1, 0, sentNanos, sentMillis, false);
    }
  }

  public Lease(InstantSource clock) {
    this(clock, Timings.PRODUCTION);
  }

  public Lease(InstantSource clock, Timings timings) {
    this.clock = clock;
    this.trustedMillis = timings.trusted().toMillis();
  }

  /** The number of the present epoch, for {@link #holds}. */
  public long epoch() {
    return held.epoch;
  }

  /** Whether we may claim and act now. */
  public boolean holds() {
    return stillAlive().alive;
  }

  /** Whether what was claimed in this epoch is still ours. */
  public boolean holds(long epoch) {
    Held now = stillAlive();
    return now.alive && now.epoch == epoch;
  }

  /** How often Redis has forgotten who we are while the lease held. */
  long forgotten() {
    return forgotten;
  }

  synchronized void noticeForgotten() {
    forgotten++;
  }

  /**
   * Whether the lease has held without a break for so long. After a stall of Redis nobody's has, so
   * nobody takes the others for dead.
   */
  public boolean unbrokenFor(Duration time) {
    Held now = stillAlive();
    return now.alive && System.nanoTime() - now.sinceNanos >= time.toNanos();
  }

  private Held stillAlive() {
    Held now = held;
    return !now.alive || fresh(now.sentNanos, now.sentMillis) ? now : endIfOld();
  }

  private synchronized Held endIfOld() {
    Held now = held;
    if (now.alive && !fresh(now.sentNanos, now.sentMillis)) {
      held = now.over();
      lapsed = true;
    }
    return held;
  }

  /**
   * A heartbeat sent at these times was answered.
   *
   * @return false if it does not help: the lease lapsed before it was answered, or it is too old
   */
  synchronized boolean renewed(long sentNanos, long sentMillis) {
    Held now = endIfOld();
    if (ended || lapsed || !fresh(sentNanos, sentMillis)) {
      return false;
    }
    long since = now.alive ? now.sinceNanos : System.nanoTime();
    held = new Held(now.epoch, since, sentNanos, sentMillis, true);
    return true;
  }

  /**
   * Ends the lease for good, before its claims are given back: an ending that is still on its way
   * must not take a claim that is gone for one that Redis forgot.
   */
  public synchronized void end() {
    ended = true;
    held = held.over();
  }

  /** True once for every lapse; until then the lease is not renewed. */
  synchronized boolean takeLapse() {
    endIfOld();
    boolean was = lapsed;
    lapsed = false;
    return was;
  }

  private boolean fresh(long sentNanos, long sentMillis) {
    long monotonic = (System.nanoTime() - sentNanos) / 1_000_000;
    long wall = clock.millis() - sentMillis;
    return Math.max(monotonic, wall) < trustedMillis;
  }
}
