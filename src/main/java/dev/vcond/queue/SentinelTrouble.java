package dev.vcond.queue;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells whether it is the Sentinels or the server that keeps us away: their words are the same. */
final class SentinelTrouble {
  static final String NOT_ASKED = "no Sentinel can be asked";
  static final String UNKNOWN = "no Sentinel knows a master called ";
  private static final String CLIENT_SAYS =
      "Cannot provide redisAddress using sentinel for masterId ";

  private SentinelTrouble() {}

  /** What happened, if it happened on the way to a Sentinel. */
  static Optional<String> in(Throwable failure) {
    String root = Redis.rootMessage(failure);
    if (root.startsWith(CLIENT_SAYS)) {
      return Optional.of(UNKNOWN + root.substring(CLIENT_SAYS.length()));
    }
    for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
      String message = String.valueOf(at.getMessage());
      if (message.startsWith("Cannot connect") && message.contains("Sentinel")) {
        return Optional.of(NOT_ASKED + " (" + root + ")");
      }
    }
    return Optional.empty();
  }

  /** What an operator can do; nothing if the Sentinels are not the trouble. */
  static String advice(String message) {
    if (message.contains(UNKNOWN)) {
      return " Write the name that `sentinel monitor` has behind the # of redis.url (or"
          + " REDIS_URL).";
    }
    if (!message.contains(NOT_ASKED)) {
      return "";
    }
    return message.contains("WRONGPASS") || message.contains("NOAUTH")
        ? " Correct redis.sentinel_password and redis.sentinel_user."
        : " Start the Sentinels, or correct their addresses in redis.url (or REDIS_URL).";
  }
}
