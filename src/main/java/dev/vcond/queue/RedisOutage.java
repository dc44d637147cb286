package dev.vcond.queue;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Redis does not answer, or answers that it cannot work now (loading, read-only, busy). Never a
 * vCon's fault: whoever gets this backs off and tries again.
 */
public final class RedisOutage extends Exception {
  private static final long serialVersionUID = 1L;
  private static final Set<String> REFUSALS =
      Set.of(
          "MISCONF",
          "READONLY",
          "LOADING",
          "MASTERDOWN",
          "NOREPLICAS",
          "BUSY",
          "NOAUTH",
          "WRONGPASS",
          "UNBLOCKED");

  RedisOutage(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  static boolean means(String redisError) {
    int blank = redisError.indexOf(' ');
    return REFUSALS.contains(blank < 0 ? redisError : redisError.substring(0, blank));
  }
}
