package dev.vcond.queue;

import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of one role. A network that swallows packets leaves it open and mute, and the
 * client, which sees only an open socket, would wait on it for ever: so it is asked now and then,
 * and replaced when it does not answer in time, or answers that it leads to a replica: the name, or
 * the Sentinels, may lead elsewhere by now. Thread-safe.
 */
final class RoleConnection {
  private static final Logger log = LoggerFactory.getLogger(RoleConnection.class);

  private final String role;
  private final Duration patience;
  private final Supplier<CompletionStage<StatefulRedisConnection<byte[], byte[]>>> connector;
  private volatile StatefulRedisConnection<byte[], byte[]> connection;
  private @Nullable CompletableFuture<Object> asked;
  private long askedNanos;
  private boolean dead;
  private boolean connecting;

  /**
   * @param patience how long an answer may take before the connection counts as dead
   * @param connector opens another one
   */
  RoleConnection(
      String role,
      Duration patience,
      Supplier<CompletionStage<StatefulRedisConnection<byte[], byte[]>>> connector) {
    this.role = role;
    this.patience = patience;
    this.connector = connector;
    this.connection = patient(connector.get().toCompletableFuture().join());
  }

  private StatefulRedisConnection<byte[], byte[]> patient(
      StatefulRedisConnection<byte[], byte[]> opened) {
    opened.setTimeout(patience);
    return opened;
  }

  RedisAsyncCommands<byte[], byte[]> async() {
    return connection.async();
  }

  boolean isOpen() {
    return connection.isOpen();
  }

  /**
   * Asks for a sign of life, or replaces the connection that has not given one. Never waits.
   *
   * @return whether it is being replaced
   */
  synchronized boolean probe() {
    if (dead && !connecting) {
      reconnect();
    } else if (!dead && (isMute() || isReplica())) {
      replace();
    } else if (!dead && (asked == null || asked.isDone())) {
      asked = question().toCompletableFuture();
      askedNanos = System.nanoTime();
    }
    return dead;
  }

  /** Not PING, which a replica answers as well. */
  private CompletionStage<Object> question() {
    return Redis.run(
        connection.async(), Script.PROBE, ScriptOutputType.STATUS, new byte[0][], new byte[0][]);
  }

  private boolean isReplica() {
    CompletableFuture<Object> last = asked;
    return last != null
        && last.isCompletedExceptionally()
        && RedisOutage.saysReplica(Redis.rootMessage(last.exceptionNow()));
  }

  /** The client itself may have ended the question after the same time. */
  private boolean isMute() {
    CompletableFuture<Object> last = asked;
    if (last == null) {
      return false;
    }
    return last.isDone()
        ? last.isCompletedExceptionally()
            && Redis.cause(last.exceptionNow()) instanceof RedisCommandTimeoutException
        : System.nanoTime() - askedNanos > patience.toNanos();
  }

  /** Gives the connection up: everything on its way fails, another one is opened. */
  synchronized void replace() {
    if (dead) {
      return;
    }
    log.debug("The connection for {} is mute or leads to a replica; another one is opened.", role);
    dead = true;
    asked = null;
    var _ = connection.closeAsync();
    reconnect();
  }

  private void reconnect() {
    connecting = true;
    try {
      connector.get().whenComplete((opened, _) -> reconnected(opened));
    } catch (RuntimeException e) {
      // The next probe tries again; an attempt that counts as under way would be the last one.
      connecting = false;
      log.debug("No connection for {} could be begun.", role, e);
    }
  }

  /** A failed attempt is followed by another one at the next probe. */
  private synchronized void reconnected(@Nullable StatefulRedisConnection<byte[], byte[]> opened) {
    connecting = false;
    if (opened != null) {
      connection = patient(opened);
      dead = false;
    }
  }
}
