package dev.vcond.deadletter;

import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Lets entries through at a rate, in groups of a quarter of a second, so that a fast one does not
 * need a script for each. Not thread-safe.
 */
final class Pace {
  private static final double GROUP = 250e6;

  private final double nanosEach;
  private final LongSupplier clock;
  private final Brake brake;
  private double nextAt;

  /**
   * @param rate empty for no limit
   * @param clock monotonic, in nanoseconds
   */
  Pace(Optional<Rate> rate, LongSupplier clock, Brake brake) {
    this.nanosEach = rate.map(Rate::nanosEach).orElse(0.0);
    this.clock = clock;
    this.brake = brake;
    this.nextAt = clock.getAsLong();
  }

  /**
   * Waits until entries may go.
   *
   * @return how many of those wanted; 0 if the brake was pulled
   */
  long admit(long wanted) throws InterruptedException {
    if (nanosEach == 0) {
      return wanted;
    }
    long now = clock.getAsLong();
    // What was not used while others kept us from it is not made up for in one rush.
    nextAt = Math.max(nextAt, now - GROUP);
    long group = Math.clamp((long) (GROUP / nanosEach), 1, wanted);
    brake.await((long) Math.max(0, nextAt + (group - 1) * nanosEach - now));
    if (brake.isPulled()) {
      return 0;
    }
    nextAt += group * nanosEach;
    return group;
  }
}
