package dev.vcond.deadletter;

import dev.vcond.queue.DeadLetterLists;
import dev.vcond.queue.DeadLetterLists.Step;
import dev.vcond.queue.DeadLetterLists.Wanted;
import dev.vcond.queue.Keys;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts dead letters back at the end of their ingress list, where the daemon takes them again. Their
 * records stay: the checkpoint in them makes the new run write only what is missing.
 *
 * <p>A bulk replay takes as many entries from the head as there were at the start. What fails again
 * meanwhile comes to the end and is not taken a second time; what does not match the filter goes to
 * the end, too, so that the list has its old order afterwards. It stops at the first refusal or
 * outage of Redis, and every entry is then on one of both lists. Not thread-safe.
 */
public final class Replay {
  /** Entries per script: well under a millisecond in which Redis does nothing else. */
  private static final int CHUNK = 250;

  private final DeadLetterLists lists;
  private final boolean dryRun;

  private long looked;
  private long replayed;

  /**
   * @param dryRun only counts
   */
  public Replay(DeadLetterLists lists, boolean dryRun) {
    this.lists = lists;
    this.dryRun = dryRun;
  }

  /**
   * How a replay ended.
   *
   * @param replayed entries that are on the ingress list now; after a dry run, that would be
   * @param missing ids that are not on the dead-letter list
   * @param stopped why it stopped before its end
   */
  public record Report(long replayed, List<String> missing, Optional<String> stopped) {
    public Report {
      missing = List.copyOf(missing);
    }
  }

  /** Which entries of a bulk replay. */
  public sealed interface Which {
    /** All of them. */
    record All() implements Which {}

    /** Those whose record has this reason code. */
    record WithReason(String code) implements Which {}
  }

  /** Replays every entry of each of these ids. */
  public Report ids(String list, List<String> ids) throws InterruptedException {
    var missing = new ArrayList<String>();
    return reported(
        missing,
        () -> {
          for (String id : ids) {
            if (!count(one(list, Keys.bytes(id)))) {
              missing.add(id);
            }
          }
        });
  }

  /** Replays at most {@code limit} of the entries, the oldest first. */
  public Report bulk(String list, Which which, long limit) throws InterruptedException {
    return reported(
        List.of(),
        () -> {
          switch (which) {
            case Which.All() -> fromHead(list, limit, Wanted.ALL);
            case Which.WithReason(String code) -> rotate(list, limit, new Wanted("code", code));
          }
        });
  }

  /** Something that may stop in the middle. */
  private interface Steps {
    void run() throws RedisOutage, RedisRefusal, Stopped, InterruptedException;
  }

  /** A list refused. */
  private static final class Stopped extends Exception {
    private static final long serialVersionUID = 1L;

    private Stopped(String message) {
      super(message, null, false, false);
    }
  }

  private Report reported(List<String> missing, Steps steps) throws InterruptedException {
    looked = 0;
    replayed = 0;
    try {
      steps.run();
      return new Report(replayed, missing, Optional.empty());
    } catch (Stopped | RedisRefusal e) {
      return new Report(replayed, missing, Optional.ofNullable(e.getMessage()));
    } catch (RedisOutage e) {
      // Whether the script ran is not known; nothing is lost either way.
      return new Report(
          replayed,
          missing,
          Optional.of(
              e.getMessage() + "; up to " + CHUNK + " more entries may have been replayed"));
    }
  }

  private void fromHead(String list, long limit, Wanted wanted)
      throws RedisOutage, RedisRefusal, Stopped, InterruptedException {
    walk(list, Math.min(limit, length(list)), limit, wanted);
  }

  private void rotate(String list, long limit, Wanted wanted)
      throws RedisOutage, RedisRefusal, Stopped, InterruptedException {
    // To the end even if the limit is reached before: half a turn would leave another order.
    walk(list, length(list), limit, wanted);
  }

  private long length(String list) throws RedisOutage, RedisRefusal, InterruptedException {
    return lists.page(list, 0, 0, List.of()).length();
  }

  private void walk(String list, long entries, long limit, Wanted wanted)
      throws RedisOutage, RedisRefusal, Stopped, InterruptedException {
    while (looked < entries) {
      int chunk = (int) Math.min(CHUNK, entries - looked);
      long before = looked;
      count(
          dryRun
              ? look(list, chunk, limit - replayed, wanted)
              : lists.replayFromHead(list, chunk, limit - replayed, wanted));
      if (looked == before) {
        // Somebody else emptied it meanwhile.
        return;
      }
    }
  }

  private Step look(String list, int chunk, long most, Wanted wanted)
      throws RedisOutage, RedisRefusal, InterruptedException {
    boolean all = wanted.equals(Wanted.ALL);
    var page = lists.page(list, looked, chunk, all ? List.of() : List.of(wanted.field()));
    long matching =
        page.entries().stream()
            .filter(entry -> all || wanted.value().equals(entry.record().get(wanted.field())))
            .count();
    return new Step.Moved(page.entries().size(), Math.min(matching, most));
  }

  private Step one(String list, byte[] rawId)
      throws RedisOutage, RedisRefusal, InterruptedException {
    if (dryRun) {
      int entries = lists.positions(list, rawId).size();
      return new Step.Moved(entries, entries);
    }
    return lists.replayId(list, rawId);
  }

  private boolean count(Step step) throws Stopped {
    return switch (step) {
      case Step.Moved(long more, long moved) -> {
        looked += more;
        replayed += moved;
        yield moved > 0;
      }
      case Step.Refused(long more, long moved, String key, String why) -> {
        looked += more;
        replayed += moved;
        throw new Stopped("list " + key + " refuses (" + why + "); the rest was not moved");
      }
    };
  }
}
