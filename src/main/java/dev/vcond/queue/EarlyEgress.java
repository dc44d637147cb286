package dev.vcond.queue;

import dev.vcond.vcon.VconId;
import io.lettuce.core.ScriptOutputType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Pushes ids to egress lists while their run goes on. Thread-safe. */
public final class EarlyEgress {
  private final Redis redis;

  public EarlyEgress(Redis redis) {
    this.redis = redis;
  }

  /** How the push ended. */
  public sealed interface Answer {
    /** All lists have the id. */
    record Done() implements Answer {}

    /** Somebody else holds the claim; nothing was pushed. */
    record Taken() implements Answer {}

    /** Nobody holds the claim; nothing was pushed. */
    record Gone() implements Answer {}

    /** A list refused. */
    record Refused(String list, String why) implements Answer {}
  }

  /**
   * Pushes an id to lists, if the claim is still ours. Repeated after a lost answer, it pushes
   * nothing again.
   *
   * @param checkpoint goes to the id's record in the same step
   */
  public Answer push(Delivery delivery, VconId id, List<String> lists, String checkpoint)
      throws RedisOutage, RedisRefusal, InterruptedException {
    var arguments = new ArrayList<byte[]>();
    arguments.add(delivery.rawId());
    arguments.add(Keys.bytes(delivery.claim()));
    arguments.add(Keys.bytes(checkpoint));
    arguments.add(Keys.bytes(id.asPopped()));
    lists.forEach(list -> arguments.add(Keys.bytes(list)));
    byte[] answer =
        Redis.await(
            Redis.<byte[]>run(
                redis.queue(),
                Script.EARLY_EGRESS,
                ScriptOutputType.VALUE,
                new byte[][] {
                  Keys.inflight(delivery.list()), Keys.record(delivery.list(), delivery.rawId())
                },
                arguments.toArray(byte[][]::new)));
    return answer(new String(answer, StandardCharsets.UTF_8));
  }

  private static Answer answer(String text) {
    String[] parts = text.split("\n", 3);
    return switch (parts[0]) {
      case "done" -> new Answer.Done();
      case "gone" -> new Answer.Gone();
      case "refused" -> new Answer.Refused(parts[1], parts[2]);
      default -> new Answer.Taken();
    };
  }
}
