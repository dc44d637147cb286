package dev.vcond.queue;

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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Reads documents from Redis and writes them back, strings and RedisJSON keys alike. Thread-safe.
 */
public final class Documents {
  private static final Duration LARGE = Duration.ofSeconds(30);

  private static final ProtocolKeyword JSON_GET = jsonCommand("JSON.GET");
  private static final ProtocolKeyword JSON_SET = jsonCommand("JSON.SET");

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
    for (KeyValue<byte[], byte[]> entry : Redis.await(redis.documents().mget(keys), LARGE)) {
      texts.add(entry.hasValue() ? Optional.of(entry.getValue()) : Optional.empty());
    }
    return texts;
  }

  /** Reads one, of whatever type; empty only if the key is not there. */
  public Optional<byte[]> read(VconId id) throws RedisOutage, RedisRefusal, InterruptedException {
    byte[] key = Keys.document(id);
    String type = Redis.await(redis.documents().type(key));
    if (type.startsWith("ReJSON")) {
      return Optional.ofNullable(
          Redis.await(
              json(JSON_GET, new CommandArgs<>(ByteArrayCodec.INSTANCE).addKey(key)), LARGE));
    }
    return type.equals("none")
        ? Optional.empty()
        : Optional.ofNullable(Redis.await(redis.documents().get(key), LARGE));
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
        redis.documents().set(Keys.document(id), text, SetArgs.Builder.nx().ex(expiry)), LARGE);
  }

  /** Pushes an id to several lists ahead of the acknowledgement. */
  public boolean pushAll(VconId id, List<String> lists)
      throws RedisOutage, RedisRefusal, InterruptedException {
    for (String list : lists) {
      Redis.await(redis.queue().rpush(Keys.bytes(list), Keys.bytes(id.asPopped())));
    }
    return true;
  }

  /** How a write-back ended. */
  public enum WriteBack {
    WRITTEN,
    /** Somebody posted another document meanwhile. */
    CHANGED,
    /** The claim is no longer ours. */
    TAKEN
  }

  /**
   * Writes a changed document where the loaded one still is; keeps its time to live and its type.
   *
   * @param loadedSha1 SHA-1 in hex of what was loaded
   * @param expiry for a key that vanished
   * @param record fields that are written to the id's record in the same step
   */
  public WriteBack writeBack(
      Delivery delivery,
      VconId document,
      String loadedSha1,
      byte[] text,
      Duration expiry,
      Map<String, String> record)
      throws RedisOutage, RedisRefusal, InterruptedException {
    var arguments = new ArrayList<byte[]>();
    arguments.add(delivery.rawId());
    arguments.add(Keys.bytes(delivery.claim()));
    arguments.add(Keys.bytes(loadedSha1));
    arguments.add(text);
    arguments.add(Keys.bytes(Long.toString(expiry.toSeconds())));
    arguments.add(Keys.record(delivery.list(), delivery.rawId()));
    record.forEach((name, value) -> {
      arguments.add(Keys.bytes(name));
      arguments.add(Keys.bytes(value));
    });
    byte[] answer =
        Redis.await(
            Redis.<byte[]>run(
                redis.documents(),
                Script.WRITE_BACK,
                ScriptOutputType.VALUE,
                new byte[][] {Keys.document(document), Keys.inflight(delivery.list())},
                arguments.toArray(byte[][]::new)),
            LARGE);
    return switch (new String(answer, StandardCharsets.US_ASCII)) {
      case "written" -> WriteBack.WRITTEN;
      case "changed" -> WriteBack.CHANGED;
      case "type" -> writeJson(document, loadedSha1, text);
      default -> WriteBack.TAKEN;
    };
  }

  /**
   * RedisJSON re-serialises what it is given, so what it answers now is compared with what it
   * answered at the load.
   */
  private WriteBack writeJson(VconId id, String loadedSha1, byte[] text)
      throws RedisOutage, RedisRefusal, InterruptedException {
    Optional<byte[]> now = read(id);
    if (now.isEmpty() || !Keys.sha1(now.get()).equals(loadedSha1)) {
      return WriteBack.CHANGED;
    }
    byte[] key = Keys.document(id);
    long left = Redis.await(redis.documents().pttl(key));
    Redis.await(
        json(
            JSON_SET,
            new CommandArgs<>(ByteArrayCodec.INSTANCE).addKey(key).add("$").addValue(text)),
        LARGE);
    if (left > 0) {
      Redis.await(redis.documents().pexpire(key, left));
    }
    return WriteBack.WRITTEN;
  }
}
