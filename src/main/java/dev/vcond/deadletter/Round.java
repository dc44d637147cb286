package dev.vcond.deadletter;

import dev.vcond.deadletter.Clearing.End;
import dev.vcond.queue.DeadLetterLists;
import dev.vcond.queue.DeadLetterLists.Entry;
import dev.vcond.queue.DeadLetterLists.Step;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import dev.vcond.queue.Rounds;
import dev.vcond.queue.Rounds.Decided;
import dev.vcond.queue.Rounds.Fate;
import dev.vcond.vcon.VconId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One round of a dead-letter list: as many entries as there were when it began are taken from the
 * head, and what stays goes to the end. What fails again meanwhile comes to the end, too, and is
 * not reached. Once nothing more is meant, the rest is turned unread, so that the list has its old
 * order. Used once; not thread-safe.
 */
final class Round {
  /** Entries per script: well under a millisecond in which Redis does nothing else. */
  private static final int CHUNK = 250;

  /** Unread ones cost less. */
  private static final int STRETCH = 1_000;

  /** Others may take from the head, too, but then nothing is decided here in time. */
  private static final int FRUITLESS = 100;

  private final DeadLetterLists lists;
  private final Rounds rounds;
  private final Clearing.Manner manner;
  private final Clearing.Order order;
  private final @Nullable NamedEntries named;
  private final Pace pace;
  private final DroppedIds dropped = new DroppedIds();

  private long entries;
  private long looked;
  private long decided;
  private long taken;
  private int fruitless;

  /**
   * @param named the entries that are meant; null if the order's conditions say it
   */
  Round(
      DeadLetterLists lists,
      Rounds rounds,
      Clearing.Manner manner,
      Clearing.Order order,
      @Nullable NamedEntries named) {
    this.lists = lists;
    this.rounds = rounds;
    this.manner = manner;
    this.order = order;
    this.named = named;
    this.pace = new Pace(manner.rate(), System::nanoTime, manner.brake());
  }

  /** A list refused. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private Refusal(String message) {
      super(message, null, false, false);
    }
  }

  Clearing.Report run() throws InterruptedException {
    End end = ended();
    return new Clearing.Report(
        taken,
        decided,
        Math.min(entries, order.oldest()),
        named == null || !(end instanceof End.Complete) ? List.of() : named.missing(),
        end);
  }

  private End ended() throws InterruptedException {
    try {
      return switch (rounds.begin(order.list())) {
        case Rounds.Beginning.Busy(String who) -> new End.Stopped(busy(who));
        case Rounds.Beginning.Begun(long length, long left) -> begun(length, left);
      };
    } catch (Refusal | RedisRefusal e) {
      return new End.Stopped(String.valueOf(e.getMessage()));
    } catch (RedisOutage e) {
      // Whether the last script ran is not known; nothing is lost either way.
      return new End.Away(
          "%s; up to %d more entries may have been %s"
              .formatted(
                  e.getMessage(), CHUNK, order.fate() == Fate.DROP ? "dropped" : "replayed"));
    }
  }

  private String busy(String who) {
    return "%s works on DLQ:%s at the moment; if it was killed, try again after %d s"
        .formatted(who, order.list(), Rounds.SILENCE.toSeconds());
  }

  private End begun(long length, long left)
      throws RedisOutage, RedisRefusal, Refusal, InterruptedException {
    try {
      finishEarlier(left);
      entries = length;
      return turned();
    } finally {
      rounds.end(order.list());
    }
  }

  /** Another round was interrupted so hard that it could not give the list its order back. */
  private void finishEarlier(long left)
      throws RedisOutage, RedisRefusal, Refusal, InterruptedException {
    entries = left;
    turnUnread();
    looked = 0;
  }

  private End turned() throws RedisOutage, RedisRefusal, Refusal, InterruptedException {
    while (isDeciding()) {
      decide();
      manner.watcher().at(decided, Math.min(entries, order.oldest()), taken);
    }
    boolean interrupted = isMore();
    if (looked > taken) {
      turnUnread();
    }
    return interrupted ? new End.Interrupted() : new End.Complete();
  }

  private boolean isDeciding() {
    return isMore() && !manner.brake().isPulled();
  }

  private boolean isMore() {
    return decided < Math.min(entries, order.oldest()) && taken < order.limit();
  }

  private void turnUnread() throws RedisOutage, RedisRefusal, Refusal, InterruptedException {
    long before = -1;
    while (looked < entries && looked != before) {
      before = looked;
      count(rounds.turn(place(true), Math.min(STRETCH, entries - looked)));
    }
  }

  private void decide() throws RedisOutage, RedisRefusal, Refusal, InterruptedException {
    long most = Math.min(CHUNK, Math.min(entries, order.oldest()) - looked);
    List<Entry> head =
        lists
            .page(order.list(), 0, (int) most, order.which().isAll() ? List.of() : Selection.FIELDS)
            .entries();
    if (head.isEmpty()) {
      // Somebody else emptied it meanwhile.
      entries = looked;
      return;
    }
    List<Decided> fates = fates(head);
    long before = looked;
    count(rounds.turn(place(looked > taken), fates));
    decided = looked;
    fruitless = looked == before && !fates.isEmpty() ? fruitless + 1 : 0;
    if (fruitless == FRUITLESS) {
      throw new Refusal(
          "somebody else takes entries from DLQ:" + order.list() + " at the same time");
    }
  }

  private List<Decided> fates(List<Entry> head) throws InterruptedException {
    List<Boolean> meant = head.stream().map(this::isMeant).toList();
    long count = meant.stream().filter(yes -> yes).count();
    long admitted = count == 0 ? 0 : pace.admit(Math.min(count, order.limit() - taken));
    var fates = new ArrayList<Decided>(head.size());
    for (int i = 0; i < head.size(); i++) {
      if (!meant.get(i)) {
        fates.add(new Decided(head.get(i).raw(), Fate.KEEP));
      } else if (admitted-- > 0) {
        fates.add(new Decided(head.get(i).raw(), order.fate()));
      } else {
        break;
      }
    }
    return fates;
  }

  private boolean isMeant(Entry entry) {
    if (named != null) {
      return named.has(entry.raw());
    }
    Optional<Explanation> why = Explanation.in(entry.record());
    boolean meant = order.which().takes(why);
    if (order.fate() != Fate.DROP || order.which().isAll()) {
      return meant;
    }
    Optional<VconId> id = entry.raw().id();
    if (meant && why.isPresent()) {
      id.ifPresent(dropped::add);
    }
    return meant || (why.isEmpty() && id.filter(dropped::has).isPresent());
  }

  private Rounds.Place place(boolean kept) {
    return new Rounds.Place(order.list(), entries - looked, kept);
  }

  private void count(Step step) throws Refusal {
    switch (step) {
      case Step.Done(long more, long moved) -> {
        looked += more;
        taken += moved;
      }
      case Step.Refused(long more, long moved, String key, String why) -> {
        looked += more;
        taken += moved;
        throw new Refusal(refused(key, why));
      }
    }
  }

  static String refused(String key, String why) {
    return "list " + key + " refuses (" + why + "); the rest was not moved";
  }
}
