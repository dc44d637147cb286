package dev.vcond.queue;

import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import io.lettuce.core.KeyValue;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Reads documents from Redis and writes them back, strings and RedisJSON keys alike. Thread-safe.
 */
public final class Documents {
  private static final ProtocolKeyword JSON_GET = jsonCommand("JSON.GET");

  /** Some 20 ms of Redis. */
  private static final int MOST_HASHED = 8_000_000;

  private final Redis redis;

  public Documents(Redis redis) {
    this.redis = redis;
  }

  private static ProtocolKeyword jsonCommand(String name) {
    byte[] bytes = Keys.bytes(name);
    return bytes::clone;
  }

  /**
   * Reads many at once.
   *
   * @return for each id its text, or empty if the key holds no string or is not there
   */
  public List<Optional<byte[]>> readStrings(List<VconId> ids)
      throws RedisOutage, RedisRefusal, InterruptedException {
    byte[][] keys = ids.stream().map(Keys::document).toArray(byte[][]::new);
    var texts = new ArrayList<Optional<byte[]>>(keys.length);
    for (KeyValue<byte[], byte[]> entry : Redis.await(redis.documents().mget(keys), Redis.LARGE)) {
      texts.add(entry.hasValue() ? Optional.of(entry.getValue()) : Optional.empty());
    }
    return texts;
  }

  /**
   * Reads one, of whatever type; empty only if the key is not there.
   *
   * @throws RedisOutage also if an access list lets no document be read
   */
  public Optional<byte[]> read(VconId id) throws RedisOutage, RedisRefusal, InterruptedException {
    byte[] key = Keys.document(id);
    try {
      String type = Redis.await(redis.documents().type(key));
      if (!type.startsWith("ReJSON")) {
        return string(key, type);
      }
    } catch (RedisRefusal e) {
      if (e.forbids()) {
        throw RedisOutage.ofReading(e);
      }
      throw e;
    }
    // May be forbidden by itself, where most documents are strings: that stops this one only.
    return Optional.ofNullable(
        Redis.await(
            json(JSON_GET, new CommandArgs<>(ByteArrayCodec.INSTANCE).addKey(key)), Redis.LARGE));
  }

  private Optional<byte[]> string(byte[] key, String type)
      throws RedisOutage, RedisRefusal, InterruptedException {
    if (type.equals("none")) {
      return Optional.empty();
    }
    return type.equals("string") && Redis.await(redis.documents().strlen(key)) > LargeRead.FROM
        ? large(key)
        : whole(key);
  }

  private Optional<byte[]> large(byte[] key)
      throws RedisOutage, RedisRefusal, InterruptedException {
    try {
      return LargeRead.read(redis, key);
    } catch (RedisRefusal _) {
      // An access list that knows nothing of WATCH: then as before, with more memory.
      return whole(key);
    }
  }

  private Optional<byte[]> whole(byte[] key)
      throws RedisOutage, RedisRefusal, InterruptedException {
    return Optional.ofNullable(Redis.await(redis.documents().get(key), Redis.LARGE));
  }

  private CompletionStage<byte[]> json(
      ProtocolKeyword command, CommandArgs<byte[], byte[]> arguments) {
    return redis
        .documents()
        .dispatch(command, new ValueOutput<>(ByteArrayCodec.INSTANCE), arguments);
  }

  /**
   * Puts a document that was missing back as a string; does nothing if it has come back meanwhile.
   */
  public void putBack(VconId id, byte[] text, Duration expiry)
      throws RedisOutage, RedisRefusal, InterruptedException {
    Redis.await(
        redis.documents().set(Keys.document(id), text, SetArgs.Builder.nx().ex(expiry)),
        Redis.LARGE);
  }

  /**
   * A document to be written back.
   *
   * @param loadedSha1 SHA-1 in hex of what was loaded
   * @param expiry for a key that vanished
   * @param checkpoint goes to the id's record in the same step; it begins with the SHA-1 of the
   *     document
   */
  public record Change(Vcon vcon, String loadedSha1, Duration expiry, String checkpoint) {}

  /** How a write-back ended. */
  public sealed interface WriteBack {
    /**
     * Written.
     *
     * @param sha1 SHA-1 in hex of what Redis has now
     */
    record Written(String sha1) implements WriteBack {}

    /** Somebody posted another document meanwhile. */
    record Changed() implements WriteBack {}

    /** Somebody else holds the claim. */
    record Taken() implements WriteBack {}

    /** Nobody holds the claim. */
    record Gone() implements WriteBack {}
  }

  /**
   * Writes a changed document where the loaded one still is; keeps its time to live and its type.
   */
  public WriteBack writeBack(Delivery delivery, Change change)
      throws RedisOutage, RedisRefusal, InterruptedException {
    byte[] answer =
        Redis.await(
            Redis.<byte[]>run(
                redis.documents(),
                Script.WRITE_BACK,
                ScriptOutputType.VALUE,
                new byte[][] {Keys.document(change.vcon.id()), Keys.inflight(delivery.list())},
                delivery.rawId(),
                Keys.bytes(delivery.claim()),
                Keys.bytes(change.loadedSha1),
                change.vcon.sharedBytes(),
                Keys.bytes(Long.toString(change.expiry.toSeconds())),
                Keys.record(delivery.list(), delivery.rawId()),
                Keys.bytes(change.checkpoint)),
            Redis.LARGE);
    String[] parts = text(answer).split(" ", 2);
    return switch (parts[0]) {
      case "unusable" ->
          throw new RedisOutage(
              Keys.text(Keys.inflight(delivery.list())) + " cannot be used: " + parts[1], null);
      case "written" -> new WriteBack.Written(parts[1]);
      case "changed" -> new WriteBack.Changed();
      case "gone" -> new WriteBack.Gone();
      default -> new WriteBack.Taken();
    };
  }

  /**
   * Whether Redis still has this very document, or none, or one that a later run of the delivery's
   * list will store.
   *
   * @param sha1 in hex, as Redis would make it
   */
  public boolean current(Delivery delivery, VconId id, String sha1)
      throws RedisOutage, RedisRefusal, InterruptedException {
    return Redis.await(
            Redis.<Long>run(
                redis.documents(),
                Script.CURRENT,
                ScriptOutputType.INTEGER,
                new byte[][] {Keys.document(id), Keys.inflight(delivery.list())},
                Keys.bytes(sha1),
                delivery.rawId(),
                Keys.bytes(delivery.claim()),
                Keys.bytes(Integer.toString(MOST_HASHED))))
        == 1;
  }

  /** How a note ended. */
  public enum Note {
    NOTED,
    /** Somebody else holds the claim. */
    TAKEN,
    /** Nobody holds the claim. */
    GONE
  }

  /** Notes a checkpoint of a run whose document stays as it is. */
  public Note note(Delivery delivery, String checkpoint)
      throws RedisOutage, RedisRefusal, InterruptedException {
    byte[] answer =
        Redis.await(
            Redis.<byte[]>run(
                redis.queue(),
                Script.NOTE,
                ScriptOutputType.VALUE,
                new byte[][] {
                  Keys.inflight(delivery.list()), Keys.record(delivery.list(), delivery.rawId())
                },
                delivery.rawId(),
                Keys.bytes(delivery.claim()),
                Keys.bytes(checkpoint)));
    return switch (text(answer)) {
      case "noted" -> Note.NOTED;
      case "gone" -> Note.GONE;
      default -> Note.TAKEN;
    };
  }

  private static String text(byte[] answer) {
    return new String(answer, StandardCharsets.US_ASCII);
  }
}
