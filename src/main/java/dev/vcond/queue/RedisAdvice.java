package dev.vcond.queue;

import java.util.regex.Pattern;

/** What an operator can do about what Redis says. */
public final class RedisAdvice {
  private static final Pattern PLACE = Pattern.compile(" script: \\w+, on @user_script:\\d+\\.*$");

  private RedisAdvice() {}

  /** What Redis said without the place in a script of ours. */
  public static String said(String message) {
    return PLACE.matcher(message).replaceFirst("");
  }

  /** A text with exactly one full stop at its end. */
  public static String sentence(String text) {
    return text.replaceFirst("\\.*$", ".");
  }

  /** What Redis said as a sentence, and one about what to do. */
  public static String with(String message) {
    return sentence(said(message)) + on(message);
  }

  /** A sentence with a blank before it, or nothing if time is the only help. */
  public static String on(String message) {
    String special = SentinelTrouble.advice(message) + onTls(message);
    if (!special.isEmpty()) {
      return special;
    }
    if (message.contains("WRONGPASS") || message.contains("NOAUTH")) {
      return " Correct user and password in redis.url (or REDIS_URL), or the user in Redis (ACL"
          + " SETUSER, requirepass).";
    }
    if (message.contains("NOPERM") || message.contains("The user executing the script can't")) {
      return " The ACL of the user in redis.url is too narrow: `vcond check --connect` names what"
          + " it lacks, and vcond help operate access lists has the whole line.";
    }
    if (message.contains("READONLY")) {
      return " It is a replica: name the master in redis.url (or REDIS_URL), or the Sentinels.";
    }
    if (message.contains("refused")) {
      return " Start Redis, or correct redis.url (or REDIS_URL).";
    }
    if (message.contains("resolve") || message.contains("unknown host")) {
      return " Correct the host in redis.url (or REDIS_URL).";
    }
    return "";
  }

  private static String onTls(String message) {
    if (message.contains("certification path")
        || message.contains("No trusted certificate")
        || message.contains("Signature does not match")) {
      return " Its certificate is not trusted: name its authority in redis.ca_file.";
    }
    if (message.contains("No subject alternative") || message.contains("No name matching")) {
      return " Its certificate is not for this name: write the name that it has into redis.url, or"
          + " verify the authority only with ?verifyPeer=CA.";
    }
    if (message.matches("(?s).*(certificate_required|bad_certificate|unknown_ca|alert).*")) {
      return " If it asks for a certificate: name one that it trusts in redis.cert_file and its key"
          + " in redis.key_file.";
    }
    if (message.contains("not an SSL/TLS record")
        || (message.contains("rediss") && message.contains("initialization timed out"))) {
      return " If it speaks no TLS on this port: write redis:// into redis.url, or another port.";
    }
    if (message.contains("cannot be reached: Connection reset") && message.contains("redis://")) {
      return " If it speaks TLS on this port: write rediss:// into redis.url.";
    }
    return "";
  }
}
