package dev.vcond.queue;

import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ObjectOutput;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a server is one that vcond can work with. HELLO is asked and not INFO, which a restricted
 * user may not call.
 */
final class ServerCheck {
  private static final int OLDEST = 7;

  private ServerCheck() {}

  /** Why the server cannot be used, if so. */
  static Optional<String> of(RedisAsyncCommands<byte[], byte[]> on) {
    try {
      Object answer =
          Redis.await(on.dispatch(CommandType.HELLO, new ObjectOutput<>(ByteArrayCodec.INSTANCE)));
      return answer instanceof Map<?, ?> map ? of(texts(map)) : Optional.empty();
    } catch (RedisRefusal e) {
      // Redis learned HELLO in version 6; a user who may not call it is let through.
      return String.valueOf(e.getMessage()).startsWith("ERR unknown command")
          ? Optional.of(tooOld("it does not know HELLO"))
          : Optional.empty();
    } catch (RedisOutage _) {
      // Whoever works with it next finds out.
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  static Optional<String> of(Map<String, String> hello) {
    if (hello.getOrDefault("mode", "").equals("cluster")) {
      return Optional.of(
          "it is a node of a Redis Cluster, which vcond cannot use yet; name a standalone server"
              + " or a Sentinel in redis.url");
    }
    if (hello.getOrDefault("mode", "").equals("sentinel")) {
      return Optional.of(
          "it is a Sentinel; write redis-sentinel://host:26379/0#mymaster into redis.url, with the"
              + " name that `sentinel monitor` has");
    }
    String version = hello.getOrDefault("version", "");
    String major = version.split("\\.", -1)[0];
    return major.matches("\\d{1,4}") && Integer.parseInt(major) < OLDEST
        ? Optional.of(tooOld("its version is " + version))
        : Optional.empty();
  }

  private static String tooOld(String sign) {
    return sign + "; vcond needs Redis 7.0 or newer, or Valkey";
  }

  private static Map<String, String> texts(Map<?, ?> answer) {
    var texts = new HashMap<String, String>();
    answer.forEach((name, value) -> texts.put(text(name), text(value)));
    return texts;
  }

  private static String text(Object value) {
    return value instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : String.valueOf(value);
  }
}
