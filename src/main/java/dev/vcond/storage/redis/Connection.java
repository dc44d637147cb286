package dev.vcond.storage.redis;

import dev.vcond.config.RedisServer;
import dev.vcond.redis.Route;
import dev.vcond.redis.Tls;
import dev.vcond.storage.ServiceFault;
import dev.vcond.storage.TransientFault;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one connection of a storage: made at its first use, and anew after a call on it got no
 * answer. Thread-safe.
 */
final class Connection implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** The engine's time-out of an attempt is shorter; this one frees what it left behind. */
  private static final Duration COMMAND = Duration.ofMinutes(2);

  private final Supplier<Optional<RedisServer>> address;
  private @Nullable RedisClient client;
  private @Nullable CompletableFuture<StatefulRedisConnection<byte[], byte[]>> current;
  private boolean closed;

  Connection(Supplier<Optional<RedisServer>> address) {
    this.address = address;
  }

  /** Where it connects to, without a password. */
  String where() {
    return address.get().map(url -> "Redis at " + url).orElse("Redis");
  }

  /** Makes a call and waits for its answer. */
  <T> T call(Function<RedisAsyncCommands<byte[], byte[]>, CompletionStage<T>> command)
      throws Exception {
    var connection = connect();
    try {
      return command.apply(connection.get().async()).toCompletableFuture().get();
    } catch (ExecutionException e) {
      throw RedisFaults.explain(e, where(), () -> drop(connection));
    } catch (InterruptedException e) {
      // It may be mute for ever; the next call finds out with a new one.
      drop(connection);
      throw e;
    }
  }

  private synchronized CompletableFuture<StatefulRedisConnection<byte[], byte[]>> connect()
      throws Exception {
    if (closed) {
      throw new TransientFault("the storage is closed", null, null);
    }
    if (current == null || current.isCompletedExceptionally()) {
      current = open();
    }
    return current;
  }

  private CompletableFuture<StatefulRedisConnection<byte[], byte[]>> open() throws Exception {
    RedisServer server =
        address
            .get()
            .orElseThrow(() ->
                new TransientFault("the Redis of the ingress lists is not up yet", null, null));
    if (client == null) {
      SslOptions tls = tls(server);
      client = RedisClient.create();
      client.setOptions(
          ClientOptions.builder()
              .sslOptions(tls)
              .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
              .timeoutOptions(TimeoutOptions.enabled(COMMAND))
              .socketOptions(SocketOptions.builder().connectTimeout(CONNECT).build())
              .build());
    }
    return client
        .connectAsync(ByteArrayCodec.INSTANCE, Route.to(server, CONNECT, "vcond-storage"))
        .toCompletableFuture();
  }

  private static SslOptions tls(RedisServer server) throws ServiceFault {
    try {
      return Tls.with(server.tls());
    } catch (IOException e) {
      throw new ServiceFault("Redis at " + server + ": " + e.getMessage(), e);
    }
  }

  @SuppressWarnings("ReferenceEquality") // this very attempt to connect, not one like it
  private synchronized void drop(
      CompletableFuture<StatefulRedisConnection<byte[], byte[]>> broken) {
    if (current == broken) {
      current = null;
    }
    var _ =
        broken.thenAccept(connection -> {
          var _ = connection.closeAsync();
        });
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (client != null) {
      RedisClient gone = client;
      client = null;
      var _ =
          gone.shutdownAsync(0, 2, TimeUnit.SECONDS)
              .thenRun(() -> {
                var _ = gone.getResources().shutdown(0, 2, TimeUnit.SECONDS);
              });
    }
  }
}
