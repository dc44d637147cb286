package dev.vcond.queue;

import io.lettuce.core.ScriptOutputType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The dead-letter lists in Redis with the records beside them. A list is always named by its
 * ingress list; {@code storage:<name>} names the writes that are owed to a storage. Thread-safe.
 */
public final class DeadLetterLists {
  private final Redis redis;

  public DeadLetterLists(Redis redis) {
    this.redis = redis;
  }

  /**
   * An entry and what is known about it.
   *
   * @param record the fields that were asked for and are there; empty without a record
   */
  public record Entry(RawEntry raw, Map<String, String> record) {
    public Entry {
      record = Map.copyOf(record);
    }
  }

  /**
   * Some entries in the order of the list.
   *
   * @param length entries on the whole list
   */
  public record Page(long length, List<Entry> entries) {
    public Page {
      entries = List.copyOf(entries);
    }
  }

  /** How one step ended. */
  public sealed interface Step {
    /**
     * Entries were looked at.
     *
     * @param taken how many of them left the list
     */
    record Done(long looked, long taken) implements Step {}

    /** A list refused; what was done before that stays. */
    record Refused(long looked, long taken, String key, String why) implements Step {}
  }

  /** Reads a page; the record's values of {@code fields} come with it. */
  public Page page(String list, long offset, int most, List<String> fields)
      throws RedisOutage, RedisRefusal, InterruptedException {
    var arguments = new ArrayList<byte[]>();
    arguments.add(number(offset));
    arguments.add(number(most));
    arguments.add(number(RawEntry.MOST));
    arguments.add(Keys.bytes(Keys.recordPrefix(Keys.owner(list))));
    fields.forEach(field -> arguments.add(Keys.bytes(field)));
    List<Object> answer =
        Redis.await(
            Redis.<List<Object>>run(
                redis.queue(),
                Script.DLQ_PAGE,
                ScriptOutputType.MULTI,
                new byte[][] {Keys.deadLetters(list)},
                arguments.toArray(byte[][]::new)));
    var entries = new ArrayList<Entry>();
    for (Object entry : answer.subList(1, answer.size())) {
      entries.add(entry(entry, fields));
    }
    return new Page((Long) answer.get(0), entries);
  }

  private static Entry entry(Object answer, List<String> fields) {
    if (answer instanceof byte[] plain) {
      return new Entry(new RawEntry(plain, plain.length), Map.of());
    }
    var parts = (List<?>) answer;
    List<? extends @Nullable Object> values = (List<?>) parts.get(2);
    var record = new LinkedHashMap<String, String>();
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) instanceof byte[] value) {
        record.put(fields.get(i), text(value));
      }
    }
    return new Entry(new RawEntry((byte[]) parts.get(0), (Long) parts.get(1)), record);
  }

  /** How often the entry is on the list, and where first; a long list is searched as a whole. */
  public List<Long> positions(String list, byte[] rawId)
      throws RedisOutage, RedisRefusal, InterruptedException {
    // 0: all of them.
    return Redis.await(redis.queue().lpos(Keys.deadLetters(list), rawId, 0));
  }

  /** The whole record of an entry; empty if there is none. */
  public Map<String, String> record(String list, byte[] rawId)
      throws RedisOutage, RedisRefusal, InterruptedException {
    var record = new LinkedHashMap<String, String>();
    Redis.await(redis.queue().hgetall(Keys.record(Keys.owner(list), rawId)))
        .forEach((field, value) -> record.put(text(field), text(value)));
    return record;
  }

  /**
   * Moves every entry of one id to the end of the ingress list; nothing happens if there is none.
   */
  public Step replayId(String list, byte[] rawId)
      throws RedisOutage, RedisRefusal, InterruptedException {
    List<Object> answer =
        Redis.await(
            Redis.<List<Object>>run(
                redis.queue(),
                Script.REPLAY_ID,
                ScriptOutputType.MULTI,
                new byte[][] {Keys.deadLetters(list), Keys.bytes(list)},
                rawId));
    return step((Long) answer.get(0), answer.subList(1, answer.size()));
  }

  /**
   * Removes every entry of one id, and its record unless the id runs again; nothing happens if
   * there is none.
   */
  public Step dropId(String list, byte[] rawId)
      throws RedisOutage, RedisRefusal, InterruptedException {
    List<Object> answer =
        Redis.await(
            Redis.<List<Object>>run(
                redis.queue(),
                Script.DROP_ID,
                ScriptOutputType.MULTI,
                new byte[][] {
                  Keys.deadLetters(list),
                  Keys.inflight(Keys.owner(list)),
                  Keys.record(Keys.owner(list), rawId)
                },
                rawId));
    return step((Long) answer.get(0), answer.subList(1, answer.size()));
  }

  private static Step step(long taken, List<Object> refusal) {
    return refusal.isEmpty()
        ? new Step.Done(taken, taken)
        : new Step.Refused(
            taken, taken, text((byte[]) refusal.get(0)), text((byte[]) refusal.get(1)));
  }

  private static byte[] number(long value) {
    return Keys.bytes(Long.toString(value));
  }

  private static String text(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }
}
