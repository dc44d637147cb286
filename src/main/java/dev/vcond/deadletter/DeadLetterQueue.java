package dev.vcond.deadletter;

import dev.vcond.queue.DeadLetterLists;
import dev.vcond.queue.RawEntry;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads what is on dead-letter lists, page by page: a list may have millions of entries. Lists are
 * named by their ingress list. Changes nothing; thread-safe.
 */
public final class DeadLetterQueue {
  /** Entries per answer of Redis, so that none holds up the daemon's own commands. */
  private static final int PAGE = 250;

  private static final int SAMPLES = 10;
  private static final int SAMPLE = 50;
  private static final String PREFIX = "DLQ:";
  private static final String OWED = "storage:";

  private final DeadLetterLists lists;

  public DeadLetterQueue(DeadLetterLists lists) {
    this.lists = lists;
  }

  /**
   * An entry.
   *
   * @param position on the list, from 0
   * @param why empty if there is no record: somebody else wrote the entry
   */
  public record Letter(long position, RawEntry raw, Optional<Explanation> why) {}

  /**
   * What is on a list by and large.
   *
   * @param sampled how many entries {@code causes} counts, evenly spread over the list
   * @param causes how often each was found, the most frequent first
   */
  public record Summary(long length, long sampled, Map<String, Long> causes) {
    /** The cause of entries without a record. */
    public static final String NO_RECORD = "no record";

    public Summary {
      causes = Collections.unmodifiableMap(new LinkedHashMap<>(causes));
    }
  }

  /** The ingress list that people mean, whether they name it or its dead-letter list. */
  public static String ingressListOf(String name) {
    return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
  }

  /** The storage whose owed writes a list holds, which are no dead letters. */
  public static Optional<String> storageOwedBy(String list) {
    return list.startsWith(OWED) ? Optional.of(list.substring(OWED.length())) : Optional.empty();
  }

  /**
   * Reads entries, the oldest first.
   *
   * @return the length of the whole list
   */
  public long read(String list, long offset, long limit, Consumer<Letter> to)
      throws RedisOutage, RedisRefusal, InterruptedException {
    long at = offset;
    long end = limit > Long.MAX_VALUE - offset ? Long.MAX_VALUE : offset + limit;
    while (true) {
      int most = (int) Math.min(PAGE, end - at);
      DeadLetterLists.Page page = lists.page(list, at, Math.max(most, 0), Explanation.FIELDS);
      for (var entry : page.entries()) {
        to.accept(new Letter(at++, entry.raw(), Explanation.in(entry.record())));
      }
      if (page.entries().size() < PAGE || at == end) {
        return page.length();
      }
    }
  }

  /** Reads a long list's entries here and there, a short one's all. */
  public Summary summary(String list) throws RedisOutage, RedisRefusal, InterruptedException {
    var causes = new HashMap<String, Long>();
    long length = sample(list, 0, causes);
    // From head to tail; the pages of a list no longer than all of them follow without a gap.
    long spread = Math.max(length - SAMPLE, (long) SAMPLE * (SAMPLES - 1));
    for (int i = 1; i < SAMPLES && spread * i / (SAMPLES - 1) < length; i++) {
      sample(list, spread * i / (SAMPLES - 1), causes);
    }
    long sampled = causes.values().stream().mapToLong(Long::longValue).sum();
    return new Summary(length, sampled, sorted(causes));
  }

  private long sample(String list, long offset, Map<String, Long> causes)
      throws RedisOutage, RedisRefusal, InterruptedException {
    var page = lists.page(list, offset, SAMPLE, List.of("step", "code"));
    for (var entry : page.entries()) {
      String cause =
          Explanation.in(entry.record()).map(Explanation::cause).orElse(Summary.NO_RECORD);
      causes.merge(cause, 1L, Long::sum);
    }
    return page.length();
  }

  private static Map<String, Long> sorted(Map<String, Long> causes) {
    var sorted = new LinkedHashMap<String, Long>();
    causes.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }
}
