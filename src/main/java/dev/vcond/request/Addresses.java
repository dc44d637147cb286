package dev.vcond.request;

import dev.vcond.config.InvalidOption;
import dev.vcond.config.Secret;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What addresses and headers must be, so that no request can fail for them later. */
public final class Addresses {
  private static final Set<String> OURS =
      Set.of("content-type", "content-encoding", "idempotency-key");

  private Addresses() {}

  /** An address that requests can go to; its credentials stand elsewhere. */
  public static void check(String key, URI url) {
    checkPlace(key, url);
    if (url.getRawUserInfo() != null) {
      throw new InvalidOption(
          key,
          "user and password do not belong in the address",
          "use api_key, or a header Authorization");
    }
  }

  /** An address that requests can go to, with user and password or without. */
  public static void checkPlace(String key, URI url) {
    String scheme = String.valueOf(url.getScheme());
    if (!scheme.matches("(?i)https?") || url.getHost() == null) {
      throw new InvalidOption(
          key,
          "expected an address that begins with http:// or https://",
          "write all of it, such as https://example.com/hook");
    }
    if (url.getPort() < 0 && String.valueOf(url.getRawAuthority()).endsWith(":")) {
      throw new InvalidOption(key, "the port is missing behind the colon", "");
    }
    if (url.getRawFragment() != null) {
      throw new InvalidOption(key, "a fragment (#...) is never sent", "remove it");
    }
  }

  /** A key that can be sent as {@code Authorization: Bearer}. */
  public static void checkKey(@Nullable Secret key) {
    if (key == null) {
      return;
    }
    try {
      HttpRequest.newBuilder().header("Authorization", "Bearer " + key.reveal());
    } catch (IllegalArgumentException _) {
      throw new InvalidOption("api_key", "cannot be sent in a header", "look for line ends");
    }
  }

  /** Headers that can be sent and are not those that requests have anyway. */
  public static void check(Map<String, Secret> headers) {
    headers.forEach((name, value) -> {
      checkSendable(name, value);
      if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
        throw new InvalidOption("headers." + name, "is set by vcond itself", "remove it");
      }
    });
  }

  /** A header that can be sent. */
  public static void checkSendable(String name, Secret value) {
    try {
      HttpRequest.newBuilder().header(name, value.reveal());
    } catch (IllegalArgumentException _) {
      throw new InvalidOption(
          "headers." + name,
          "cannot be sent as a header",
          "look for blanks and line ends; host, content-length and the like are set by the client");
    }
  }

  /** A time that a request can be bounded by. */
  public static void checkTimeout(Duration timeout) {
    if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(Duration.ofDays(1)) > 0) {
      throw new InvalidOption("timeout", "expected a time from 1 ms to a day", "write 30s");
    }
  }

  /** The address of something below another one, keeping what query it has. */
  public static URI below(URI base, String path) {
    String raw = base.getRawPath() == null ? "" : base.getRawPath();
    String trimmed = raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
    String query = base.getRawQuery() == null ? "" : "?" + base.getRawQuery();
    return URI.create(base.getScheme() + "://" + base.getRawAuthority() + trimmed + path + query);
  }

  /** The address as messages show it: user, password and query may be secrets. */
  public static String shown(URI url) {
    String authority = String.valueOf(url.getRawAuthority());
    return url.getScheme()
        + "://"
        + authority.substring(authority.lastIndexOf('@') + 1)
        + (url.getRawPath() == null ? "" : url.getRawPath());
  }
}
