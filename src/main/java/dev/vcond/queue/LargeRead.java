package dev.vcond.queue;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.Optional;

/**
 * Reads one large document in pieces, on a connection of its own. The client gathers an answer in a
 * buffer outside the heap before it hands it on, grows it by copying, and keeps it as long as the
 * connection: whole, a document would take three times its size. And Redis, which answers one
 * command at a time, is never busy with more than a piece.
 */
final class LargeRead {
  /** Below it, one command costs less than a connection. */
  static final int FROM = 8_000_000;

  private static final int PIECE = 4 << 20;

  /** How often somebody may write the document while it is read. */
  private static final int LOOKS = 3;

  private final RedisAsyncCommands<byte[], byte[]> on;
  private final byte[] key;

  private LargeRead(RedisAsyncCommands<byte[], byte[]> on, byte[] key) {
    this.on = on;
    this.key = key;
  }

  /** The text of a string; empty only if the key is not there. */
  static Optional<byte[]> read(Redis redis, byte[] key)
      throws RedisOutage, RedisRefusal, InterruptedException {
    try (StatefulRedisConnection<byte[], byte[]> own = Redis.await(redis.connect())) {
      return new LargeRead(own.async(), key).untilUndisturbed();
    }
  }

  private Optional<byte[]> untilUndisturbed()
      throws RedisOutage, RedisRefusal, InterruptedException {
    for (int look = 1; look <= LOOKS; look++) {
      Redis.await(on.watch(key));
      Optional<byte[]> text = pieces();
      Redis.await(on.multi());
      if (!Redis.await(on.exec()).wasDiscarded()) {
        return text;
      }
    }
    // Written all the time: then in one command, whatever that costs.
    return Optional.ofNullable(Redis.await(on.get(key), Redis.LARGE));
  }

  private Optional<byte[]> pieces() throws RedisOutage, RedisRefusal, InterruptedException {
    int length = Math.toIntExact(Redis.await(on.strlen(key)));
    byte[] text = new byte[length];
    for (int at = 0; at < length; at += PIECE) {
      byte[] piece = Redis.await(on.getrange(key, at, at + PIECE - 1), Redis.LARGE);
      System.arraycopy(piece, 0, text, at, Math.min(piece.length, length - at));
    }
    return length == 0 ? Optional.empty() : Optional.of(text);
  }
}
