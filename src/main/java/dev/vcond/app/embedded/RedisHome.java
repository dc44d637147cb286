package dev.vcond.app.embedded;

import dev.vcond.config.RedisServer;
import dev.vcond.config.RedisUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the Redis of {@code redis.url: embedded} lives: the daemon starts it there, and the tools
 * find it there.
 *
 * @param folder absolute
 */
public record RedisHome(Path folder) {

  /** The state directory that systemd made, else a folder beside the caller. */
  public static RedisHome of(Map<String, String> environment) {
    String state = environment.getOrDefault("STATE_DIRECTORY", "vcond-data");
    return new RedisHome(Path.of(state, "redis").toAbsolutePath());
  }

  /** The address of the server that runs there now, if one does. */
  public Optional<RedisUrl> running() throws IOException {
    return RunningNote.in(folder).port().map(port -> RedisUrl.parse(EmbeddedRedis.url(port)));
  }

  /** The address that a configured one means; empty while the embedded server does not run. */
  public static Optional<RedisServer> addressOf(
      RedisServer configured, Map<String, String> environment) {
    if (!configured.url().embedded()) {
      return Optional.of(configured);
    }
    try {
      return of(environment).running().map(RedisServer::at);
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
