package dev.vcond.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where Redis is. May hold a password, so {@code toString} leaves the user part out and no message
 * of {@link #parse} repeats the text.
 */
public record RedisUrl(String value) {

  /** The word for a Redis that the daemon starts itself, on loopback, with its data beside it. */
  public static final String EMBEDDED = "embedded";

  private static final Pattern WRITTEN = Pattern.compile("([A-Za-z][A-Za-z+.-]*)://(.*)");
  private static final Set<String> SCHEMES =
      Set.of("redis", "rediss", "redis-sentinel", "rediss-sentinel");
  private static final Pattern HOST =
      Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::(\\d{1,5}))?");
  private static final Pattern NAMES_MASTER = Pattern.compile("#.|[?&]sentinelMasterId=[^&#]");
  private static final String EXPECTED =
      "expected redis://host:6379, rediss://, redis-sentinel:// or the word embedded";

  /**
   * Reads an address of Redis.
   *
   * @throws IllegalArgumentException saying what was expected, without the text
   */
  public static RedisUrl parse(String text) {
    String url = text.strip();
    if (url.equals(EMBEDDED)) {
      return new RedisUrl(url);
    }
    Matcher matcher = WRITTEN.matcher(url);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(EXPECTED);
    }
    String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
    checkScheme(scheme);
    checkHosts(scheme, matcher.group(2));
    checkMaster(scheme, matcher.group(2));
    try {
      return new RedisUrl(new URI(url).toString());
    } catch (URISyntaxException _) {
      throw new IllegalArgumentException(
          "the address holds a character that must be percent-encoded, such as %23 for #");
    }
  }

  private static void checkScheme(String scheme) {
    if (scheme.contains("cluster")) {
      throw new IllegalArgumentException(
          "Redis Cluster is not supported yet; name a standalone server, or sentinels with"
              + " redis-sentinel://");
    }
    if (scheme.contains("socket") || scheme.equals("unix")) {
      throw new IllegalArgumentException(
          "unix sockets are not supported; name the server with redis://host:6379");
    }
    if (!SCHEMES.contains(scheme)) {
      throw new IllegalArgumentException(EXPECTED);
    }
  }

  private static void checkHosts(String scheme, String rest) {
    String authority = rest.split("[/?#]", 2)[0];
    String hosts = authority.substring(authority.lastIndexOf('@') + 1);
    String[] each = hosts.split(",", -1);
    if (each.length > 1 && !scheme.endsWith("sentinel")) {
      throw new IllegalArgumentException(
          "several hosts are a cluster or sentinels: Redis Cluster is not supported yet, sentinels"
              + " are named with redis-sentinel://");
    }
    for (String host : each) {
      Matcher matcher = HOST.matcher(host);
      if (!matcher.matches() || badPort(matcher.group(1))) {
        throw new IllegalArgumentException("expected a host name and a port from 1 to 65535");
      }
    }
  }

  private static void checkMaster(String scheme, String rest) {
    if (scheme.endsWith("sentinel")
        && !NAMES_MASTER.matcher(rest.replaceFirst("^[^/?#]*", "")).find()) {
      throw new IllegalArgumentException(
          "the name of the master is missing: write it as `sentinel monitor` has it behind the"
              + " hosts, such as redis-sentinel://host1:26379,host2:26379/0#mymaster");
    }
  }

  @SuppressWarnings("NullAway") // a group that took no part is null
  private static boolean badPort(String port) {
    return port != null && (Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65535);
  }

  /** Whether the daemon starts Redis itself. */
  public boolean embedded() {
    return value.equals(EMBEDDED);
  }

  /** Whether the way there is TLS. */
  public boolean encrypted() {
    return value.toLowerCase(Locale.ROOT).startsWith("rediss");
  }

  /** Whether Sentinels are asked for the server. */
  public boolean sentinel() {
    return value.toLowerCase(Locale.ROOT).matches("rediss?-sentinel://(?s).*");
  }

  /** The whole address with its password, for the one call that connects. */
  public String reveal() {
    return value;
  }

  /**
   * The address as it may be shown and read again: stars for user and password, and for parameters
   * that are not known to be harmless.
   */
  String withoutLogin() {
    return value
        .replaceFirst("//[^/?#]*@", "//***@")
        .replaceAll(
            "([?&](?!(?i:sentinelMasterId|verifyPeer|database|timeout)=)[^=&#]*=)[^&#]*", "$1***");
  }

  /** The address without user and password, and without parameters. */
  @Override
  public String toString() {
    return value.replaceFirst("//[^/]*@", "//").replaceFirst("[?#].*", "");
  }
}
