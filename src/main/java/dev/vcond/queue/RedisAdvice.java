package dev.vcond.queue;

/** What an operator can do about what Redis says. */
public final class RedisAdvice {
  private RedisAdvice() {}

  /** What Redis said as a sentence, and one about what to do. */
  public static String with(String message) {
    return (message + "." + on(message)).replace("..", ".");
  }

  /** A sentence with a blank before it, or nothing if time is the only help. */
  public static String on(String message) {
    if (message.contains("WRONGPASS") || message.contains("NOAUTH")) {
      return " Correct user and password in redis.url (or REDIS_URL), or the user in Redis (ACL"
          + " SETUSER, requirepass).";
    }
    if (message.contains("NOPERM") || message.contains("The user executing the script can't")) {
      return " Allow it in Redis: ACL SETUSER <user> ~* +@all -@admin -@dangerous.";
    }
    if (message.contains("refused")) {
      return " Start Redis, or correct redis.url (or REDIS_URL).";
    }
    if (message.contains("resolve") || message.contains("unknown host")) {
      return " Correct the host in redis.url (or REDIS_URL).";
    }
    return "";
  }
}
