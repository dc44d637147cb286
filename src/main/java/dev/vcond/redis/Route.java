package dev.vcond.redis;

import dev.vcond.config.RedisServer;
import dev.vcond.config.Secret;
import dev.vcond.config.SentinelLogin;
import io.lettuce.core.RedisURI;
import io.lettuce.core.StaticCredentialsProvider;
import java.time.Duration;
import java.util.Locale;

/** What the client needs to find a server. */
public final class Route {
  private Route() {}

  /**
   * The address for the client, secrets and Sentinels included.
   *
   * @param timeout the longest wait for an answer
   * @param name what the server calls our connections
   */
  public static RedisURI to(RedisServer server, Duration timeout, String name) {
    RedisURI uri = RedisURI.create(withLowerScheme(server.url().reveal()));
    uri.setTimeout(timeout);
    uri.setClientName(name);
    introduceNoLibrary(uri);
    for (RedisURI sentinel : uri.getSentinels()) {
      sentinel.setTimeout(timeout);
      // Not understood: parameters of the address are for the servers.
      sentinel.applySsl(uri);
      introduceNoLibrary(sentinel);
      logIn(sentinel, server.sentinel());
    }
    return uri;
  }

  /**
   * Servers since 7.2 would be told by CLIENT SETINFO, which no access list of 7.0 can allow: each
   * connection would leave a line in their ACL LOG.
   */
  private static void introduceNoLibrary(RedisURI uri) {
    uri.setLibraryName("");
    uri.setLibraryVersion("");
  }

  private static String withLowerScheme(String url) {
    int end = url.indexOf(':');
    return url.substring(0, end).toLowerCase(Locale.ROOT) + url.substring(end);
  }

  private static void logIn(RedisURI sentinel, SentinelLogin login) {
    Secret password = login.sentinelPassword();
    if (password != null) {
      sentinel.setCredentialsProvider(
          new StaticCredentialsProvider(login.sentinelUser(), password.reveal().toCharArray()));
    }
  }
}
