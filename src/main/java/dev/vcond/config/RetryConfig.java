package dev.vcond.config;

import java.time.Duration;

/**
 * How a failed attempt to write to a storage is repeated.
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

  /** The same with another number of attempts. */
  public RetryConfig withAttempts(int attempts) {
    return new RetryConfig(attempts, firstWait, multiplier, maxWait, jitter);
  }
}
