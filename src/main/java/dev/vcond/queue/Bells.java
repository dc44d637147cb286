package dev.vcond.queue;

import io.lettuce.core.LMoveArgs;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Waits until one of the lists of a chain has something. The bell moves nothing: it takes the head
 * and puts it back to the head, in Redis, in one command. Each list has a connection of its own,
 * because a blocking command stalls all others on its connection. At most 32 lists have a bell;
 * others, and lists whose bell is refused, are looked at every 50 ms.
 */
public final class Bells implements AutoCloseable {
  private static final long POLL_MILLIS = 50;

  private final Redis redis;
  private final Semaphore free = new Semaphore(32);
  private final Map<String, Bell> bells = new ConcurrentHashMap<>();

  public Bells(Redis redis) {
    this.redis = redis;
  }

  /**
   * @param move the fail-over before which it was opened
   * @param rung completed when it rang or came back empty, failed when it cannot ring
   */
  private record Bell(
      CompletableFuture<StatefulRedisConnection<byte[], byte[]>> connection,
      int move,
      CompletableFuture<Boolean> rung) {

    /**
     * Whether it needs another connection. One on which Redis refused the command is good, unless
     * it leads to a replica: while memory is full there is a refusal every 50 ms.
     */
    private boolean broken() {
      return rung.isCompletedExceptionally()
          && (RedisOutage.saysReplica(Redis.rootMessage(rung.exceptionNow()))
              || !(Redis.cause(rung.exceptionNow()) instanceof RedisCommandExecutionException));
    }

    private void close() {
      var _ =
          connection.thenAccept(open -> {
            var _ = open.closeAsync();
          });
    }
  }

  /** Waits until a list has something, or about two seconds. Called by one thread per list. */
  public void await(List<String> lists) throws InterruptedException {
    boolean poll = false;
    var rung = new ArrayList<CompletableFuture<Boolean>>();
    for (String list : lists) {
      Bell bell = ring(list);
      if (bell == null) {
        poll = true;
      } else {
        rung.add(bell.rung);
      }
    }
    long most = poll ? POLL_MILLIS : redis.timings().bell().toMillis() + 500;
    try {
      CompletableFuture.anyOf(
              rung.isEmpty()
                  ? new CompletableFuture<?>[] {new CompletableFuture<>()}
                  : rung.toArray(CompletableFuture[]::new))
          .get(most, TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      // Time to look again.
    } catch (ExecutionException _) {
      // Refused: a full Redis, a key of another type, a lost connection. Never spin.
      pause();
    }
  }

  private static void pause() throws InterruptedException {
    new CountDownLatch(1).await(POLL_MILLIS, TimeUnit.MILLISECONDS);
  }

  private @Nullable Bell ring(String list) {
    Bell there = bells.get(list);
    int move = redis.moves();
    boolean moved = there != null && there.move != move;
    if (there != null && !there.rung.isDone() && !moved) {
      return there;
    }
    if (there == null && !free.tryAcquire()) {
      return null;
    }
    boolean anew = there == null || moved || there.broken();
    if (there != null && anew) {
      there.close();
    }
    var connection =
        there == null || anew ? redis.connect().toCompletableFuture() : there.connection;
    var bell = new Bell(connection, move, connection.thenCompose(open -> waitOn(open, list)));
    bells.put(list, bell);
    return bell;
  }

  private CompletionStage<Boolean> waitOn(
      StatefulRedisConnection<byte[], byte[]> connection, String list) {
    byte[] key = Keys.bytes(list);
    return connection
        .async()
        .blmove(key, key, LMoveArgs.Builder.leftLeft(), redis.timings().bell().toMillis() / 1000.0)
        .thenApply(value -> value != null);
  }

  @Override
  public void close() {
    bells.values().forEach(Bell::close);
  }
}
