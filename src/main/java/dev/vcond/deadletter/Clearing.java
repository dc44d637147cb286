package dev.vcond.deadletter;

import dev.vcond.queue.DeadLetterLists;
import dev.vcond.queue.DeadLetterLists.Step;
import dev.vcond.queue.Keys;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import dev.vcond.queue.Rounds;
import dev.vcond.queue.Rounds.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes dead letters off their list: replays them, their records stay, so that the new run writes
 * only what is missing; or drops them with their records. It stops at the first refusal or outage
 * of Redis, and every entry is then on one list. Not thread-safe.
 */
public final class Clearing {
  /** Each is searched for in the whole list, in one step of Redis; more go in one round. */
  private static final int FEW = 8;

  private final DeadLetterLists lists;
  private final Rounds rounds;
  private final Manner manner;

  /** How to go about it. */
  public record Manner(Optional<Rate> rate, Brake brake, Watcher watcher) {
    /** As fast as Redis can, to the end, untold. */
    public static Manner usual() {
      return new Manner(Optional.empty(), new Brake(), (_, _, _) -> {});
    }
  }

  /** Hears how far bulk work is. */
  public interface Watcher {
    /** Called after every step, so it has to be quick. */
    void at(long looked, long entries, long taken);
  }

  public Clearing(DeadLetterLists lists, Rounds rounds, Manner manner) {
    this.lists = lists;
    this.rounds = rounds;
    this.manner = manner;
  }

  /**
   * What is to be done in bulk.
   *
   * @param fate of the entries that are meant; not KEEP
   * @param limit how many at most, the oldest first
   * @param oldest how many of the oldest entries are looked at: what came later was not asked about
   */
  public record Order(String list, Fate fate, Selection which, long limit, long oldest) {
    /** All that is there when it begins. */
    public Order(String list, Fate fate, Selection which) {
      this(list, fate, which, Long.MAX_VALUE, Long.MAX_VALUE);
    }
  }

  /**
   * How it ended.
   *
   * @param taken entries that left the list
   * @param looked entries that were looked at
   * @param entries that there were when it began
   * @param missing ids that are not on the list
   */
  public record Report(long taken, long looked, long entries, List<String> missing, End end) {
    public Report {
      missing = List.copyOf(missing);
    }
  }

  /** Whether it came to its end. */
  public sealed interface End {
    /** It did. */
    record Complete() implements End {}

    /** The brake was pulled. */
    record Interrupted() implements End {}

    /** A list refused, or somebody else is at it. */
    record Stopped(String why) implements End {}

    /** Redis went away. */
    record Away(String why) implements End {}
  }

  /** Takes every entry of each of these ids. */
  public Report ids(String list, Fate fate, List<String> ids) throws InterruptedException {
    if (ids.size() > FEW) {
      var order = new Order(list, fate, Selection.ALL);
      return new Round(lists, rounds, manner, order, new NamedEntries(ids)).run();
    }
    var missing = new ArrayList<String>();
    long taken = 0;
    try {
      for (String id : ids) {
        if (manner.brake().isPulled()) {
          return new Report(taken, taken, taken, missing, new End.Interrupted());
        }
        switch (one(list, fate, Keys.bytes(id))) {
          case Step.Done(_, long entries) -> {
            taken += entries;
            if (entries == 0) {
              missing.add(id);
            }
          }
          case Step.Refused(_, _, String key, String why) -> {
            return new Report(
                taken, taken, taken, missing, new End.Stopped(Round.refused(key, why)));
          }
        }
      }
      return new Report(taken, taken, taken, missing, new End.Complete());
    } catch (RedisRefusal e) {
      return new Report(
          taken, taken, taken, missing, new End.Stopped(String.valueOf(e.getMessage())));
    } catch (RedisOutage e) {
      return new Report(taken, taken, taken, missing, new End.Away(String.valueOf(e.getMessage())));
    }
  }

  private Step one(String list, Fate fate, byte[] rawId)
      throws RedisOutage, RedisRefusal, InterruptedException {
    return fate == Fate.DROP ? lists.dropId(list, rawId) : lists.replayId(list, rawId);
  }

  /** Takes what is meant, at the head of the list, in one round. */
  public Report bulk(Order order) throws InterruptedException {
    return new Round(lists, rounds, manner, order, null).run();
  }
}
