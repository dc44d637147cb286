package dev.vcond.deadletter;

import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts the entries of a whole list by what their records say. Used once. */
public final class Census {
  /** More groups than a person reads; what is beyond goes into one. */
  private static final int MOST = 10_000;

  private final List<By> by;
  private final Map<List<String>, Tally> groups = new HashMap<>();
  private final Tally beyond = new Tally();

  private Census(List<By> by) {
    this.by = List.copyOf(by);
  }

  /** What is counted by. */
  public enum By {
    REASON,
    STEP,
    CHAIN,
    /** On which it failed last, in UTC. */
    DAY;

    private String of(Explanation why) {
      return switch (this) {
        case REASON -> why.code();
        case STEP -> why.step();
        case CHAIN -> why.chain();
        case DAY -> why.last().substring(0, Math.min(why.last().length(), "2026-01-01".length()));
      };
    }
  }

  /**
   * A group of entries.
   *
   * @param values one for each By; empty for entries without a record
   * @param oldest when the first of them failed last, in ISO 8601; empty if that is not known
   */
  public record Group(List<String> values, long count, String oldest, String newest) {
    public Group {
      values = List.copyOf(values);
    }
  }

  /**
   * The groups, the largest first; those of one size by their names.
   *
   * @param entries on the list when it began
   * @param uncounted entries of groups beyond the largest number of them
   */
  public record Result(List<Group> groups, long entries, long uncounted) {
    public Result {
      groups = List.copyOf(groups);
    }
  }

  private static final class Tally {
    private long count;
    private String oldest = "";
    private String newest = "";

    private void add(String moment) {
      count++;
      if (!moment.isEmpty()) {
        oldest = oldest.isEmpty() || moment.compareTo(oldest) < 0 ? moment : oldest;
        newest = moment.compareTo(newest) > 0 ? moment : newest;
      }
    }
  }

  /** Counts in one pass. */
  public static Result of(Search search, String list, Selection which, List<By> by)
      throws RedisOutage, RedisRefusal, InterruptedException {
    var census = new Census(by);
    long entries = search.each(list, which, Selection.FIELDS, letter -> census.add(letter.why()));
    return census.result(entries);
  }

  private boolean add(Optional<Explanation> why) {
    List<String> values =
        why.map(known -> by.stream().map(part -> part.of(known)).toList()).orElse(List.of());
    Tally tally = groups.get(values);
    if (tally == null) {
      tally = groups.size() < MOST ? new Tally() : beyond;
      if (tally != beyond) {
        groups.put(values, tally);
      }
    }
    tally.add(why.map(Explanation::last).orElse(""));
    return true;
  }

  private Result result(long entries) {
    var sorted = new ArrayList<Group>();
    groups.forEach(
        (values, tally) -> sorted.add(new Group(values, tally.count, tally.oldest, tally.newest)));
    sorted.sort(
        Comparator.comparingLong(Group::count)
            .reversed()
            .thenComparing(group -> String.join(" ", group.values())));
    return new Result(sorted, entries, beyond.count);
  }
}
