package dev.vcond.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vcond.deadletter.DeadLetterQueue.Letter;
import dev.vcond.deadletter.Explanation;
import dev.vcond.vcon.VconId;
import java.util.List;

/**
 * What {@code dlq list} says about one list.
 *
 * @param length entries on the whole list
 * @param offset of the first letter, among those that fit if only they are shown
 * @param chosen whether the list was searched for those that fit conditions
 */
record DlqListAnswer(
    DeadLetterTarget target, long length, long offset, List<Letter> letters, boolean chosen) {
  private static final String NO_RECORD = "no record (not written by vcond; --reason none)";

  void tell(Caller caller) {
    if (letters.isEmpty()) {
      caller.out().println(nothing());
      return;
    }
    var table = new Table("ID", "LAST", "CHAIN", "STEP", "REASON", "RUNS");
    letters.forEach(letter -> row(table, letter));
    table.print(caller);
    if (chosen) {
      caller
          .out()
          .printf(
              "%d that fit, of %d entries of DLQ:%s.%n", letters.size(), length, target.shown());
    } else if (letters.size() < length) {
      long next = offset + letters.size();
      caller
          .out()
          .printf(
              "Entries %d to %d of %d.%s%n",
              offset + 1, next, length, next < length ? " Further ones: --offset " + next : "");
    }
  }

  private String nothing() {
    if (length == 0) {
      return "There are no dead letters on DLQ:" + target.shown() + ".";
    }
    return chosen
        ? "None of the %d entries of DLQ:%s fits%s."
            .formatted(length, target.shown(), offset == 0 ? "" : " behind --offset " + offset)
        : "DLQ:" + target.shown() + " ends before --offset " + offset + ".";
  }

  private static void row(Table table, Letter letter) {
    letter
        .why()
        .ifPresentOrElse(
            why ->
                table.row(
                    letter.raw().shown(),
                    Moments.shown(why.last()),
                    SafeText.line(why.chain()),
                    SafeText.line(why.step()),
                    SafeText.line(why.code()),
                    SafeText.line(why.attempts())),
            () -> table.row(letter.raw().shown(), "-", "-", "-", NO_RECORD, "-"));
  }

  ObjectNode json() {
    ObjectNode json = JsonOption.object();
    json.put("list", target.list()).put("dead_letters", length).put("offset", offset);
    ArrayNode entries = json.putArray("entries");
    letters.forEach(letter -> put(entries.addObject(), letter));
    return json;
  }

  private static void put(ObjectNode row, Letter letter) {
    row.put("id", letter.raw().id().map(VconId::asPopped).orElse(null));
    row.put("entry", letter.raw().shown()).put("bytes", letter.raw().length());
    row.put("position", letter.position());
    letter.why().ifPresent(why -> put(row, why));
    row.put("recorded", letter.why().isPresent());
  }

  static void put(ObjectNode row, Explanation why) {
    row.put("chain", why.chain()).put("step", why.step()).put("code", why.code());
    row.put("reason", why.reason()).put("attempts", why.attempts());
    row.put("first", why.first()).put("last", why.last());
  }
}
