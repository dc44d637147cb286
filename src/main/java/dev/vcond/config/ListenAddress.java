package dev.vcond.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server of the daemon listens.
 *
 * @param host a name or an address, IPv6 without brackets
 * @param port 0 means any free one
 */
public record ListenAddress(String host, int port) {

  private static final Pattern WRITTEN =
      Pattern.compile("(?:(?:\\[([0-9a-fA-F:.]+)]|([^\\s:\\[\\]/]*)):)?(\\d{1,5})");

  private static final String EXPECTED = "expected an address such as 127.0.0.1:9464";

  public ListenAddress {
    if (host.isBlank() || port < 0 || port > 65535) {
      throw new IllegalArgumentException(EXPECTED);
    }
  }

  /**
   * Reads {@code host:port}; a bare port listens on loopback, {@code :port} and {@code *:port} on
   * every address.
   *
   * @throws IllegalArgumentException saying what was expected, without the text
   */
  public static ListenAddress parse(String text) {
    Matcher matcher = WRITTEN.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(EXPECTED);
    }
    int port = Integer.parseInt(matcher.group(3));
    if (matcher.group(1) != null) {
      return new ListenAddress(matcher.group(1), port);
    }
    String host = matcher.group(2);
    if (host == null) {
      return new ListenAddress("127.0.0.1", port);
    }
    return new ListenAddress(host.isEmpty() || host.equals("*") ? "0.0.0.0" : host, port);
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
