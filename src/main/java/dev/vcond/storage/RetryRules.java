package dev.vcond.storage;

import dev.vcond.config.RetryConfig;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;

/** What is tried again, how often, and after which wait. */
final class RetryRules {
  private static final Duration LONGEST_ASKED = Duration.ofMinutes(1);

  /** The library takes no shorter wait. */
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private RetryRules() {}

  static io.github.resilience4j.retry.RetryConfig of(RetryConfig config) {
    IntervalFunction waits = waits(config);
    return io.github.resilience4j.retry.RetryConfig.<Object>custom()
        .maxAttempts(config.maxAttempts())
        .retryOnException(RetryRules::mayPass)
        .intervalBiFunction((attempts, result) ->
            result.isLeft()
                    && result.getLeft() instanceof TransientFault fault
                    && fault.retryAfter().isPresent()
                ? asked(fault.retryAfter().get())
                : waits.apply(attempts))
        .build();
  }

  /** The same for whoever has made the first attempt himself: one less, but at least one. */
  static io.github.resilience4j.retry.RetryConfig afterTheFirst(RetryConfig config) {
    return of(config.withAttempts(Math.max(1, config.maxAttempts() - 1)));
  }

  private static boolean mayPass(Throwable fault) {
    return !(fault instanceof InterruptedException
            || fault instanceof StorageAway
            || fault instanceof Outdated)
        && FaultClass.of(fault).retryable();
  }

  private static IntervalFunction waits(RetryConfig config) {
    Duration first = atLeast(config.firstWait());
    Duration most = atLeast(config.maxWait());
    return config.jitter() > 0
        ? IntervalFunction.ofExponentialRandomBackoff(
            first, config.multiplier(), config.jitter(), most)
        : IntervalFunction.ofExponentialBackoff(first, config.multiplier(), most);
  }

  private static Duration atLeast(Duration wait) {
    return wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait;
  }

  /** A service that asks for an hour would keep the document in memory for an hour. */
  private static long asked(Duration wait) {
    return Math.clamp(wait.toMillis(), SHORTEST.toMillis(), LONGEST_ASKED.toMillis());
  }
}
