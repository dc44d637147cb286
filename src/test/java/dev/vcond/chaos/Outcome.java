package dev.vcond.chaos;

import dev.vcond.chaos.Accounting.Violation;
import dev.vcond.chaos.Accounting.Wrong;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * How a run went.
 *
 * @param faults how often each was injected
 * @param ids how many were pushed
 * @param pushes how often in all
 * @param stored how many are whole everywhere at the end
 * @param dead how many are dead letters at the end
 * @param reasons every dead letter when the faults were over, by reason
 * @param replayed how many of them were pushed again
 * @param framed how many of those were {@code poison} only because their processes were killed from
 *     outside
 * @param restarts of daemons
 * @param reloads of their configurations that were edited
 * @param lapses of leases
 * @param slowest the longest time from the end of a fault until all that was there then had ended
 * @param slowestOf that fault
 * @param violations what must not be
 * @param troubles of the test itself
 */
record Outcome(
    Settings settings,
    Map<Fault, Integer> faults,
    int ids,
    int pushes,
    int stored,
    int dead,
    Map<String, Integer> reasons,
    int replayed,
    int framed,
    int restarts,
    int reloads,
    int lapses,
    Duration slowest,
    String slowestOf,
    List<Violation> violations,
    List<String> troubles) {

  /** Whether the promise held, and was put to the test. */
  boolean holds() {
    return violations.isEmpty() && troubles.isEmpty() && ids > 0;
  }

  private long count(Wrong wrong) {
    return violations.stream()
        .filter(one -> one.wrong() == wrong)
        .map(Violation::item)
        .distinct()
        .count();
  }

  /** For people. */
  String table() {
    var text = new StringBuilder();
    row(text, "seed", settings.seed());
    row(text, "Redis", settings.sentinel() ? "two servers and a Sentinel" : "one server");
    row(text, "daemons", settings.daemons());
    row(text, "faults", settings.faulty().toSeconds() + " s: " + joined(faults));
    row(text, "ids", ids + ", pushed " + pushes + " times");
    row(text, "stored everywhere", stored);
    row(text, "dead letters, in the end", dead);
    row(text, "dead letters, by reason", joined(reasons) + "; replayed " + replayed);
    row(text, "innocent among poison", framed);
    row(text, "lost", count(Wrong.LOST));
    row(text, "doubled", count(Wrong.DOUBLED));
    row(text, "wrong document", count(Wrong.CONTENT));
    row(text, "wrong reason", count(Wrong.MISJUDGED));
    row(text, "unfinished", count(Wrong.UNFINISHED));
    row(text, "restarts of daemons", restarts);
    row(text, "configurations reloaded", reloads);
    row(text, "leases lapsed", lapses);
    row(text, "slowest recovery", "%.1f s (%s)".formatted(slowest.toMillis() / 1_000.0, slowestOf));
    return text.toString();
  }

  private static void row(StringBuilder text, String name, Object value) {
    text.append("%-26s %s%n".formatted(name, value));
  }

  private static String joined(Map<?, Integer> counts) {
    var parts = new StringJoiner(", ");
    counts.forEach((name, count) -> parts.add(name + " " + count));
    return counts.isEmpty() ? "none" : parts.toString();
  }
}
