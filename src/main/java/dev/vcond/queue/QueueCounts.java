package dev.vcond.queue;

import io.lettuce.core.api.async.RedisAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;

/**
 * Says how full lists are, without touching them. All questions of one call are on their way
 * together, and each costs Redis the same for a long list as for a short one. Thread-safe.
 */
public final class QueueCounts {
  /** Instead of a number that Redis refused, because the key holds something else. */
  public static final long REFUSED = -1;

  /** How the lists of owed writes begin. */
  public static final String OWED = "DLQ:storage:";

  private final Redis redis;

  public QueueCounts(Redis redis) {
    this.redis = redis;
  }

  /**
   * How full one list is; {@link #REFUSED} for what could not be counted.
   *
   * @param waiting ids on the list
   * @param inFlight ids claimed from it by any instance
   * @param deadLetters ids on its dead-letter list
   * @param refusals a key and Redis' words for each count that was refused
   */
  public record Counts(long waiting, long inFlight, long deadLetters, List<String> refusals) {
    public Counts {
      refusals = List.copyOf(refusals);
    }
  }

  /** Counts every list; one whose key is of another type does not spoil the others. */
  public Map<String, Counts> read(Collection<String> lists)
      throws RedisOutage, RedisRefusal, InterruptedException {
    var asked = new LinkedHashMap<String, List<Question>>();
    for (String list : lists) {
      asked.put(
          list, List.of(length(Keys.bytes(list)), fields(Keys.inflight(list)), deadLetters(list)));
    }
    var counts = new LinkedHashMap<String, Counts>();
    for (var entry : asked.entrySet()) {
      var refusals = new ArrayList<String>();
      List<Question> questions = entry.getValue();
      counts.put(
          entry.getKey(),
          new Counts(
              answer(questions.get(0), refusals),
              answer(questions.get(1), refusals),
              answer(questions.get(2), refusals),
              refusals));
    }
    return counts;
  }

  /** How many writes are owed to each storage, from the lists {@code DLQ:storage:<name>}. */
  public Map<String, Long> readOwed(Collection<String> storages)
      throws RedisOutage, InterruptedException {
    var asked = new LinkedHashMap<String, Question>();
    storages.forEach(storage -> asked.put(storage, length(Keys.owed(storage))));
    var owed = new LinkedHashMap<String, Long>();
    for (var entry : asked.entrySet()) {
      owed.put(entry.getKey(), answer(entry.getValue(), new ArrayList<>()));
    }
    return owed;
  }

  /**
   * The storages that writes may be owed to: those of the configuration, then those of its past.
   *
   * @param known every list that was ever claimed from
   */
  public static List<String> owing(Map<String, ?> configured, Collection<String> known) {
    var storages = new LinkedHashSet<>(configured.keySet());
    known.stream()
        .filter(list -> list.startsWith(OWED))
        .forEach(list -> storages.add(list.substring(OWED.length())));
    return List.copyOf(storages);
  }

  /** The configured lists in their order, then every other list that was ever claimed from. */
  public List<String> known(Collection<String> configured)
      throws RedisOutage, RedisRefusal, InterruptedException {
    var claimed = new TreeSet<String>();
    try {
      for (byte[] list : Redis.await(redis.control().smembers(Keys.LISTS))) {
        claimed.add(new String(list, StandardCharsets.UTF_8));
      }
    } catch (RedisRefusal e) {
      throw new RedisRefusal(Keys.text(Keys.LISTS) + ": " + e.getMessage(), e);
    }
    var lists = new LinkedHashSet<>(configured);
    lists.addAll(claimed);
    return List.copyOf(lists);
  }

  private record Question(String key, CompletionStage<Long> answer) {}

  private Question length(byte[] key) {
    return new Question(shown(key), commands().llen(key));
  }

  private Question fields(byte[] key) {
    return new Question(shown(key), commands().hlen(key));
  }

  private Question deadLetters(String list) {
    return length(Keys.deadLetters(list));
  }

  private RedisAsyncCommands<byte[], byte[]> commands() {
    return redis.control();
  }

  private static String shown(byte[] key) {
    return new String(key, StandardCharsets.UTF_8);
  }

  private static long answer(Question question, List<String> refusals)
      throws RedisOutage, InterruptedException {
    try {
      return Redis.await(question.answer());
    } catch (RedisRefusal e) {
      refusals.add(question.key() + ": " + e.getMessage());
      return REFUSED;
    }
  }
}
