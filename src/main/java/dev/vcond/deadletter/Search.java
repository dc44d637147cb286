package dev.vcond.deadletter;

import dev.vcond.deadletter.DeadLetterQueue.Letter;
import dev.vcond.queue.DeadLetterLists;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Looks at every entry of a dead-letter list, page by page, and changes nothing. What is added
 * meanwhile is not reached; if somebody takes entries from the head meanwhile, as many are left
 * out. Thread-safe.
 */
public final class Search {
  /** Entries per answer of Redis, so that none holds up the daemon's own commands. */
  private static final int PAGE = 500;

  private final DeadLetterLists lists;
  private final Clearing.Watcher watcher;

  public Search(DeadLetterLists lists, Clearing.Watcher watcher) {
    this.lists = lists;
    this.watcher = watcher;
  }

  /** How many there are. */
  public record Found(long matching, Optional<Letter> first, long entries) {}

  /**
   * Shows each letter that is meant, the oldest first.
   *
   * @param fields of the record that are shown, beside those that decide
   * @param goOn hears of each; answers false if it needs no more
   * @return the length of the list when it began
   */
  public long each(String list, Selection which, List<String> fields, Predicate<Letter> goOn)
      throws RedisOutage, RedisRefusal, InterruptedException {
    long end = lists.page(list, 0, 0, List.of()).length();
    long at = 0;
    long shown = 0;
    while (at < end) {
      int most = (int) Math.min(PAGE, end - at);
      List<DeadLetterLists.Entry> entries = lists.page(list, at, most, fields).entries();
      for (var entry : entries) {
        var letter = new Letter(at++, entry.raw(), Explanation.in(entry.record()));
        if (which.takes(letter.why())) {
          shown++;
          if (!goOn.test(letter)) {
            return end;
          }
        }
      }
      watcher.at(at, end, shown);
      if (entries.isEmpty()) {
        return end;
      }
    }
    return end;
  }

  /** Counts the letters that are meant. */
  public Found count(String list, Selection which)
      throws RedisOutage, RedisRefusal, InterruptedException {
    if (which.isAll()) {
      var page = lists.page(list, 0, 1, Explanation.FIELDS);
      return new Found(page.length(), first(page), page.length());
    }
    var found = new Counter();
    long entries = each(list, which, Selection.FIELDS, found);
    return new Found(found.count, found.first, entries);
  }

  private static Optional<Letter> first(DeadLetterLists.Page page) {
    return page.entries().stream()
        .findFirst()
        .map(entry -> new Letter(0, entry.raw(), Explanation.in(entry.record())));
  }

  private static final class Counter implements Predicate<Letter> {
    private Optional<Letter> first = Optional.empty();
    private long count;

    @Override
    public boolean test(Letter letter) {
      if (count++ == 0) {
        first = Optional.of(letter);
      }
      return true;
    }
  }
}
