package dev.vcond.cli;

import dev.vcond.deadletter.Brake;
import dev.vcond.deadletter.Clearing;
import dev.vcond.deadletter.Search;
import dev.vcond.deadletter.Selection;
import dev.vcond.queue.DeadLetterLists;
import dev.vcond.queue.Instance;
import dev.vcond.queue.Keys;
import dev.vcond.queue.Redis;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import dev.vcond.queue.Rounds;
import dev.vcond.queue.Rounds.Fate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code dlq replay} and {@code dlq drop} do alike: entries leave a list, a line tells how far
 * it is, and Ctrl-C ends it in good order.
 *
 * @param fate of the entries
 * @param ids of which; empty if entries are meant by what they are
 * @param now from when ages count
 */
record LetterWork(
    Caller caller,
    DeadLetterTarget target,
    Fate fate,
    LetterChoice choice,
    List<String> ids,
    Instant now) {
  LetterWork {
    ids = List.copyOf(ids);
  }

  /** How many entries are meant, and one of them. */
  Search.Found count(Redis redis) throws RedisOutage, RedisRefusal, InterruptedException {
    try (var line = new ProgressLine(caller, "found")) {
      return new Search(new DeadLetterLists(redis), line).count(target.list(), selection());
    }
  }

  private Selection selection() {
    return choice.filter().selection(now);
  }

  /** Only counts. */
  ClearingAnswer dryRun(Redis redis) throws RedisOutage, RedisRefusal, InterruptedException {
    if (!ids.isEmpty()) {
      return answer(dryRunOfIds(redis));
    }
    Search.Found found = count(redis);
    return answer(complete(Math.min(found.matching(), choice.limit()), found.entries(), List.of()));
  }

  private Clearing.Report dryRunOfIds(Redis redis)
      throws RedisOutage, RedisRefusal, InterruptedException {
    var lists = new DeadLetterLists(redis);
    var missing = new ArrayList<String>();
    long found = 0;
    for (String id : ids) {
      int entries = lists.positions(target.list(), Keys.bytes(id)).size();
      found += entries;
      if (entries == 0) {
        missing.add(id);
      }
    }
    return complete(found, found, missing);
  }

  private static Clearing.Report complete(long taken, long entries, List<String> missing) {
    return new Clearing.Report(taken, entries, entries, missing, new Clearing.End.Complete());
  }

  /**
   * Does it.
   *
   * @param oldest how many of the oldest entries somebody has agreed to
   */
  ClearingAnswer run(Redis redis, long oldest) throws InterruptedException {
    var brake = new Brake();
    try (var ending = Ending.of(() -> pull(brake));
        var line = new ProgressLine(caller, past())) {
      var clearing =
          new Clearing(
              new DeadLetterLists(redis),
              new Rounds(redis, "vcond dlq " + Instance.ofThisProcess().id()),
              new Clearing.Manner(choice.rate(), brake, line));
      Clearing.Report report =
          ids.isEmpty()
              ? clearing.bulk(
                  new Clearing.Order(target.list(), fate, selection(), choice.limit(), oldest))
              : clearing.ids(target.list(), fate, ids);
      return new ClearingAnswer(target, fate, report, false, ending.came() ? ending.exitCode() : 0);
    }
  }

  private void pull(Brake brake) {
    caller.complain(
        "stops in good order; once more ends it at once, and nothing is lost either way.");
    brake.pull();
  }

  private String past() {
    return fate == Fate.DROP ? "dropped" : "replayed";
  }

  private ClearingAnswer answer(Clearing.Report report) {
    return new ClearingAnswer(target, fate, report, true, 0);
  }
}
