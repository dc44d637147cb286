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
 * ingress list. Thread-safe.
 */
public final class DeadLetterLists {
  private static final String EVERYTHING = "";

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

  /**
   * Which entries of a bulk replay go to the ingress list: those whose record has this value in
   * this field.
   */
  public record Wanted(String field, String value) {
    /** Every entry, with or without a record. */
    public static final Wanted ALL = new Wanted(EVERYTHING, EVERYTHING);
  }

  /** How one step of a replay ended. */
  public sealed interface Step {
    /**
     * Entries were looked at.
     *
     * @param replayed how many of them are on the ingress list now
     */
    record Moved(long looked, long replayed) implements Step {}

    /** A list refused; what was replayed before that stays. */
    record Refused(long looked, long replayed, String key, String why) implements Step {}
  }

  /** Reads a page; the record's values of {@code fields} come with it. */
  public Page page(String list, long offset, int most, List<String> fields)
      throws RedisOutage, RedisRefusal, InterruptedException {
    var arguments = new ArrayList<byte[]>();
    arguments.add(number(offset));
    arguments.add(number(most));
    arguments.add(number(RawEntry.MOST));
    arguments.add(Keys.bytes(Keys.recordPrefix(list)));
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
      entries.add(entry((List<?>) entry, fields));
    }
    return new Page((Long) answer.get(0), entries);
  }

  private static Entry entry(List<?> parts, List<String> fields) {
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
    Redis.await(redis.queue().hgetall(Keys.record(list, rawId)))
        .forEach((field, value) -> record.put(text(field), text(value)));
    return record;
  }

  /**
   * Looks at up to {@code look} entries at the head: those that are wanted go to the end of the
   * ingress list, at most {@code most} of them, the others to the end of their own list. Whatever
   * happens meanwhile, each entry is on one of both.
   */
  public Step replayFromHead(String list, int look, long most, Wanted wanted)
      throws RedisOutage, RedisRefusal, InterruptedException {
    List<Object> answer =
        Redis.await(
            Redis.<List<Object>>run(
                redis.queue(),
                Script.REPLAY,
                ScriptOutputType.MULTI,
                new byte[][] {Keys.deadLetters(list), Keys.bytes(list)},
                number(look),
                number(most),
                Keys.bytes(Keys.recordPrefix(list)),
                Keys.bytes(wanted.field()),
                Keys.bytes(wanted.value())));
    return step((Long) answer.get(0), (Long) answer.get(1), answer.subList(2, answer.size()));
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
    long replayed = (Long) answer.get(0);
    return step(replayed, replayed, answer.subList(1, answer.size()));
  }

  private static Step step(long looked, long replayed, List<Object> refusal) {
    return refusal.isEmpty()
        ? new Step.Moved(looked, replayed)
        : new Step.Refused(
            looked, replayed, text((byte[]) refusal.get(0)), text((byte[]) refusal.get(1)));
  }

  private static byte[] number(long value) {
    return Keys.bytes(Long.toString(value));
  }

  private static String text(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }
}
