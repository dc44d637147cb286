package dev.vcond.config;

import java.time.Duration;

/**
 * How a failed attempt is repeated, of a storage or a link.
 *
 * @param maxAttempts all of them, the first included
 * @param firstWait before the second attempt; {@code wait} in YAML, a name that Java keeps for
 *     itself
 * @param jitter the share by which each wait is longer or shorter at random, 0 to 1
 */
public record RetryConfig(
    @Option(
            value = "All attempts, the first included, 1 to 100.",
            defaultValue = "3",
            example = "5")
        int maxAttempts,
    @Option(
            value = "The wait before the second attempt.",
            name = "wait",
            defaultValue = "1s",
            example = "500ms")
        Duration firstWait,
    @Option(
            value = "By how much each wait is longer than the one before, 1 or more.",
            defaultValue = "2",
            example = "1.5")
        double multiplier,
    @Option(value = "The longest wait.", defaultValue = "10s", example = "1m") Duration maxWait,
    @Option(
            value = "The share by which a wait varies at random, 0 to 1.",
            defaultValue = "0.2",
            example = "0")
        double jitter) {

  public RetryConfig {
    Range.check("max_attempts", maxAttempts, 1, 100);
    Range.checkPositive("wait", firstWait);
    Range.checkPositive("max_wait", maxWait);
    if (!(multiplier >= 1 && multiplier <= 100)) {
      throw new InvalidOption("multiplier", "expected a number from 1 to 100", "");
    }
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new InvalidOption("jitter", "expected a share from 0 to 1, such as 0.2", "");
    }
    if (maxWait.compareTo(firstWait) < 0) {
      throw new InvalidOption("max_wait", "expected a time not shorter than wait", "");
    }
  }

  /** What counts when the operator says nothing: three attempts, after 1 s and after 2 s. */
  public static final RetryConfig DEFAULT =
      new RetryConfig(3, Duration.ofSeconds(1), 2, Duration.ofSeconds(10), 0.2);

  /**
   * The wait after a failed attempt.
   *
   * @param attempt which one failed, the first being 1
   * @param chance at random from 0 to 1, for the jitter
   */
  public Duration waitAfter(int attempt, double chance) {
    double grown = firstWait.toNanos() * Math.pow(multiplier, attempt - 1);
    double bounded = Math.min(grown, (double) maxWait.toNanos());
    return Duration.ofNanos((long) (bounded * (1 + jitter * (2 * chance - 1))));
  }

  /** The same with another number of attempts. */
  public RetryConfig withAttempts(int attempts) {
    return new RetryConfig(attempts, firstWait, multiplier, maxWait, jitter);
  }
}
