package dev.vcond.queue;

import io.lettuce.core.ScriptOutputType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes dead letters of the writes that are owed to a storage, for a roll-back. Thread-safe. */
public final class Owed {
  private static final int MOST_AT_ONCE = 250;

  private final Redis redis;

  public Owed(Redis redis) {
    this.redis = redis;
  }

  /**
   * How it ended.
   *
   * @param refused key and why, if a list refused; the rest stays owed
   */
  public record Moved(long writes, Optional<String> refused) {}

  /**
   * Moves all that is owed to the dead-letter lists of the ingress lists that it comes from.
   *
   * @param origin where it comes from if its record does not say
   * @param record what the letters' records say
   */
  public Moved toDeadLetters(String storage, String origin, Map<String, String> record)
      throws RedisOutage, RedisRefusal, InterruptedException {
    var arguments = new ArrayList<byte[]>();
    arguments.add(Keys.bytes(Integer.toString(MOST_AT_ONCE)));
    arguments.add(Keys.bytes(Keys.recordPrefix(Keys.owner("storage:" + storage))));
    arguments.add(Keys.bytes(origin));
    record.forEach((name, value) -> {
      arguments.add(Keys.bytes(name));
      arguments.add(Keys.bytes(value));
    });
    long total = 0;
    while (true) {
      List<Object> answer =
          Redis.await(
              Redis.<List<Object>>run(
                  redis.control(),
                  Script.OWED_TO_LETTERS,
                  ScriptOutputType.MULTI,
                  new byte[][] {Keys.owed(storage)},
                  arguments.toArray(byte[][]::new)));
      long moved = (Long) answer.get(0);
      total += moved;
      if (answer.size() > 1) {
        return new Moved(
            total, Optional.of(text(answer.get(1)) + " refuses (" + text(answer.get(2)) + ")"));
      }
      if (moved < MOST_AT_ONCE) {
        return new Moved(total, Optional.empty());
      }
    }
  }

  private static String text(Object answer) {
    return new String((byte[]) answer, StandardCharsets.UTF_8);
  }
}
