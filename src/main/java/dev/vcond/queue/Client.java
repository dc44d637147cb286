package dev.vcond.queue;

import dev.vcond.config.RedisServer;
import dev.vcond.redis.Tls;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The client library, set for work in which only the engine knows what may be repeated. */
final class Client {
  /** By default the client waits up to 30 s between its attempts to connect again. */
  private static final Delay RECONNECT =
      Delay.exponential(Duration.ofMillis(50), Duration.ofSeconds(1), 2, TimeUnit.MILLISECONDS);

  private Client() {}

  /**
   * Makes one, without a connection yet.
   *
   * @throws RedisOutage if a file that TLS needs cannot be used
   */
  static RedisClient forServer(RedisServer server) throws RedisOutage {
    ClientOptions options = options(tls(server));
    RedisClient client =
        RedisClient.create(ClientResources.builder().reconnectDelay(RECONNECT).build());
    client.setOptions(options);
    return client;
  }

  private static SslOptions tls(RedisServer server) throws RedisOutage {
    try {
      return Tls.with(server.tls());
    } catch (IOException e) {
      throw new RedisOutage("Redis at " + server + " cannot be reached: " + e.getMessage(), e);
    }
  }

  private static ClientOptions options(SslOptions tls) {
    return ClientOptions.builder()
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .replayFilter(_ -> true)
        // Or a command on a mute connection would be waited for as long as the process lives.
        .timeoutOptions(TimeoutOptions.enabled())
        .sslOptions(tls)
        .socketOptions(
            SocketOptions.builder()
                .connectTimeout(Duration.ofSeconds(3))
                .keepAlive(true)
                .tcpNoDelay(true)
                .build())
        .build();
  }

  /**
   * Not waited for: nothing that must be told to Redis is left, and its threads end by themselves.
   */
  static void shutDown(RedisClient client) {
    var _ =
        client
            .shutdownAsync(0, 2, TimeUnit.SECONDS)
            .thenRun(() -> {
              var _ = client.getResources().shutdown(0, 2, TimeUnit.SECONDS);
            });
  }
}
