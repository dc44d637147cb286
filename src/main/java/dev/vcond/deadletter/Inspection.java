package dev.vcond.deadletter;

import dev.vcond.chain.Checkpoint;
import dev.vcond.config.ChainConfig;
import dev.vcond.queue.DeadLetterLists;
import dev.vcond.queue.Redis;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import dev.vcond.queue.StoredBody;
import dev.vcond.vcon.VconId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything about one dead letter.
 *
 * @param positions where it is on the list, from 0; more than one if the id came there again
 * @param record as it is in Redis; empty if somebody else wrote the entry
 * @param body the document of the id on the list, if it is in Redis
 */
public record Inspection(
    List<Long> positions,
    Map<String, String> record,
    Optional<Checkpoint> checkpoint,
    Optional<StoredBody> body,
    Forecast forecast) {
  public Inspection {
    positions = List.copyOf(positions);
    record = new TreeMap<>(record);
  }

  /** What the record says. */
  public Optional<Explanation> why() {
    return Explanation.in(record);
  }

  /**
   * Looks at an entry; empty if it is not on the list.
   *
   * @param chain the enabled chain that takes from the list
   */
  public static Optional<Inspection> of(
      Redis redis, String list, byte[] rawId, Optional<ChainConfig> chain)
      throws RedisOutage, RedisRefusal, InterruptedException {
    var lists = new DeadLetterLists(redis);
    List<Long> positions = lists.positions(list, rawId);
    if (positions.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> record = lists.record(list, rawId);
    Optional<Checkpoint> checkpoint = DeadLetter.checkpoint(record);
    Optional<VconId> id = VconId.parse(rawId);
    if (id.isEmpty()) {
      return Optional.of(
          new Inspection(
              positions, record, checkpoint, Optional.empty(), new Forecast.ComesBack()));
    }
    Optional<StoredBody> popped = StoredBody.read(redis, id.get());
    VconId currentId = checkpoint.map(Checkpoint::current).orElse(id.get());
    Optional<StoredBody> current =
        currentId.equals(id.get()) ? popped : StoredBody.read(redis, currentId);
    Forecast forecast =
        Forecast.of(
            chain,
            checkpoint,
            new Forecast.Documents(popped.map(StoredBody::sha1), current.map(StoredBody::sha1)));
    return Optional.of(new Inspection(positions, record, checkpoint, popped, forecast));
  }
}
