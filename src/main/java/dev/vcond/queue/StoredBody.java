package dev.vcond.queue;

import dev.vcond.vcon.VconId;
import java.time.Duration;
import java.util.Optional;

/**
 * What a document in Redis looks like from outside.
 *
 * @param type as Redis names it: {@code string} or {@code ReJSON-RL}
 * @param bytes length of its text
 * @param sha1 SHA-1 of its text in hex, as checkpoints keep it
 * @param timeToLive how long it stays; empty for ever
 */
public record StoredBody(String type, long bytes, String sha1, Optional<Duration> timeToLive) {

  /** Reads the document of an id; empty if it is not in Redis. */
  public static Optional<StoredBody> read(Redis redis, VconId id)
      throws RedisOutage, RedisRefusal, InterruptedException {
    byte[] key = Keys.document(id);
    String type = Redis.await(redis.documents().type(key));
    Optional<byte[]> text = new Documents(redis).read(id);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    long left = Redis.await(redis.documents().pttl(key));
    return Optional.of(
        new StoredBody(
            type,
            text.get().length,
            Keys.sha1(text.get()),
            left < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(left))));
  }
}
