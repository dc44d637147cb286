package dev.vcond.queue;

import dev.vcond.vcon.VconId;
import io.lettuce.core.LPosArgs;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * Says how long ids have waited, of which a list of bare ids tells nothing: it remembers which id
 * was the last one at each look, and an id that is still there has waited since. A look asks Redis
 * for a few ids from the ends of each list and costs the same for a long list as for a short one.
 * For one thread.
 */
public final class QueueAges {
  /** So far from the head Redis searches for an id: a fraction of a millisecond. */
  private static final int SEARCHED = 4_096;

  /** Of the ids that were last at some look, the oldest few can have gone since the last one. */
  private static final int ASKED = 8;

  private static final int MOST_MARKS = 256;

  private final Redis redis;
  private final LongSupplier nanoTime;
  private final Map<String, List<Mark>> marks = new HashMap<>();

  /** An id that was the last one of its list at some time. */
  private static final class Mark {
    private final byte[] entry;
    private final long nanos;

    private Mark(byte[] entry, long nanos) {
      this.entry = entry;
      this.nanos = nanos;
    }
  }

  /**
   * How long ids have waited and can wait.
   *
   * @param oldest how long the oldest id has waited, at least
   * @param expiry until the document of the first or last id expires; empty if neither does, or
   *     they are gone
   */
  public record Age(Duration oldest, Optional<Duration> expiry) {}

  public QueueAges(Redis redis) {
    this(redis, System::nanoTime);
  }

  QueueAges(Redis redis, LongSupplier nanoTime) {
    this.redis = redis;
    this.nanoTime = nanoTime;
  }

  /** What is asked about one list. */
  private record Questions(
      CompletionStage<Long> length,
      CompletionStage<byte[]> first,
      CompletionStage<byte[]> last,
      List<CompletionStage<Long>> places) {}

  /** Of each list that Redis tells of; the others are left out. */
  public Map<String, Age> look(Collection<String> lists) throws RedisOutage, InterruptedException {
    marks.keySet().retainAll(lists);
    var asked = new LinkedHashMap<String, Questions>();
    lists.forEach(list -> asked.put(list, questions(list)));
    var ages = new LinkedHashMap<String, Age>();
    for (var entry : asked.entrySet()) {
      try {
        ages.put(entry.getKey(), age(entry.getKey(), entry.getValue()));
      } catch (RedisRefusal _) {
        marks.remove(entry.getKey());
      }
    }
    return ages;
  }

  private Questions questions(String list) {
    RedisAsyncCommands<byte[], byte[]> commands = redis.control();
    byte[] key = Keys.bytes(list);
    var places = new ArrayList<CompletionStage<Long>>();
    for (Mark mark : oldest(list)) {
      places.add(commands.lpos(key, mark.entry, LPosArgs.Builder.maxlen(SEARCHED)));
    }
    return new Questions(
        commands.llen(key), commands.lindex(key, 0), commands.lindex(key, -1), places);
  }

  private List<Mark> oldest(String list) {
    List<Mark> all = marks.getOrDefault(list, List.of());
    return all.subList(0, Math.min(ASKED, all.size()));
  }

  private Age age(String list, Questions asked)
      throws RedisOutage, RedisRefusal, InterruptedException {
    long length = Redis.await(asked.length);
    byte[] first = Redis.await(asked.first);
    byte[] last = Redis.await(asked.last);
    List<Mark> known = marks.computeIfAbsent(list, _ -> new ArrayList<>());
    int gone = gone(asked.places, length);
    known.subList(0, Math.min(gone, known.size())).clear();
    if (length == 0 || first == null || last == null) {
      known.clear();
      return new Age(Duration.ZERO, Optional.empty());
    }
    long now = nanoTime.getAsLong();
    known.add(new Mark(last, now));
    thinOut(known);
    return new Age(Duration.ofNanos(now - known.getFirst().nanos), expiry(first, last));
  }

  /**
   * How many of the oldest marks have left the list: those before one that is found near the head,
   * or all that are not found in a list that was searched to its end.
   */
  private static int gone(List<CompletionStage<Long>> places, long length)
      throws RedisOutage, RedisRefusal, InterruptedException {
    int gone = 0;
    for (int i = 0; i < places.size(); i++) {
      if (Redis.await(places.get(i)) != null) {
        return i;
      }
      if (length <= SEARCHED) {
        gone = i + 1;
      }
    }
    return gone;
  }

  /** A list that has waited for days is told of no less exactly by half as many marks. */
  private static void thinOut(List<Mark> known) {
    if (known.size() > MOST_MARKS) {
      var every = new ArrayList<Mark>();
      for (int i = 0; i < known.size(); i += 2) {
        every.add(known.get(i));
      }
      known.clear();
      known.addAll(every);
    }
  }

  private Optional<Duration> expiry(byte[] first, byte[] last)
      throws RedisOutage, InterruptedException {
    var left = new ArrayList<CompletionStage<Long>>();
    for (byte[] entry : List.of(first, last)) {
      VconId.parse(entry).ifPresent(id -> left.add(redis.control().pttl(Keys.document(id))));
    }
    long soonest = Long.MAX_VALUE;
    for (CompletionStage<Long> one : left) {
      long millis = ttl(one);
      if (millis >= 0) {
        soonest = Math.min(soonest, millis);
      }
    }
    return soonest == Long.MAX_VALUE ? Optional.empty() : Optional.of(Duration.ofMillis(soonest));
  }

  private static long ttl(CompletionStage<Long> answer) throws RedisOutage, InterruptedException {
    try {
      return Redis.await(answer);
    } catch (RedisRefusal _) {
      return -1;
    }
  }
}
