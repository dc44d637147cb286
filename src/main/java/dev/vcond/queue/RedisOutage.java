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

  private static final Set<String> REPLICA = Set.of("READONLY", "MASTERDOWN", "UNBLOCKED");

  private final boolean forbidsReading;

  RedisOutage(String message, @Nullable Throwable cause) {
    super(message, cause);
    this.forbidsReading = false;
  }

  private RedisOutage(RedisRefusal refusal) {
    super(String.valueOf(refusal.getMessage()), refusal);
    this.forbidsReading = true;
  }

  /** An access list under which no document can be read is no document's fault. */
  static RedisOutage ofReading(RedisRefusal refusal) {
    return new RedisOutage(refusal);
  }

  /** Whether Redis works, and does not let us read documents. */
  public boolean forbidsReading() {
    return forbidsReading;
  }

  static boolean means(String redisError) {
    return REFUSALS.contains(firstWord(redisError));
  }

  /** Whether the server is a replica, or has just become one: another one may be the master. */
  static boolean saysReplica(String redisError) {
    return REPLICA.contains(firstWord(redisError));
  }

  private static String firstWord(String redisError) {
    int blank = redisError.indexOf(' ');
    return blank < 0 ? redisError : redisError.substring(0, blank);
  }
}
