package dev.vcond.app.trial;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address of a service, taken apart as text: what stands in options may hold placeholders that
 * no URI has.
 *
 * @param host scheme, host and port in one spelling, such as {@code https://crm.example}
 * @param user user and password with the {@code @} behind them, or nothing
 * @param path with the slash that begins it
 * @param query with the question mark that begins it, or nothing
 */
record Address(String host, String user, String path, String query) {
  private static final Pattern WRITTEN =
      Pattern.compile("(?i)(https?)://([^\\s/?#@]*@)?([^\\s/?#@]+)([^\\s?#]*)(\\S*)");

  /** The address that a text is as a whole. */
  static Optional<Address> of(String text) {
    Matcher matcher = WRITTEN.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
    String usual = scheme.equals("http") ? ":80" : ":443";
    String host = matcher.group(3).toLowerCase(Locale.ROOT);
    String bare = host.endsWith(usual) ? host.substring(0, host.length() - usual.length()) : host;
    String user = matcher.group(2) == null ? "" : matcher.group(2);
    return Optional.of(
        new Address(scheme + "://" + bare, user, matcher.group(4), matcher.group(5)));
  }

  /** The same at another place. */
  String at(String place) {
    return place.replace("://", "://" + user) + path + query;
  }

  /** Whether a request to the other one is meant; without a query any is. */
  boolean fits(Address other) {
    String wanted = slashed(path);
    if ((path + query).endsWith("*")) {
      String start = wanted + query;
      return host.equals(other.host)
          && (slashed(other.path) + other.query).startsWith(start.substring(0, start.length() - 1));
    }
    return host.equals(other.host)
        && wanted.equals(slashed(other.path))
        && (query.isEmpty() || query.equals(other.query));
  }

  private static String slashed(String path) {
    return path.isEmpty() ? "/" : path;
  }

  /** As messages show it: user, password and query may be secrets. */
  String shown() {
    return host + slashed(path) + (query.isEmpty() ? "" : "?...");
  }
}
