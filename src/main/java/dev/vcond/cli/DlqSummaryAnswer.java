package dev.vcond.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vcond.deadletter.DeadLetterQueue.Summary;
import dev.vcond.queue.QueueCounts;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What {@code dlq list} says about all lists.
 *
 * @param summaries by list; only of those that have dead letters
 * @param refused lists whose dead-letter key holds something else
 * @param owed writes by storage, which the daemon itself makes up for
 */
record DlqSummaryAnswer(
    Map<String, Summary> summaries, List<String> refused, Map<String, Long> owed) {
  /** More would not fit a line, and the rest is in {@code dlq list LIST}. */
  private static final int CAUSES = 3;

  void tell(Caller caller) {
    var table = new Table("LIST", "DEAD LETTERS", "CAUSES");
    summaries.forEach(
        (list, summary) -> table.row(SafeText.line(list), summary.length(), causes(summary)));
    if (!table.isEmpty()) {
      table.print(caller);
    } else if (refused.isEmpty()) {
      caller.out().println("There are no dead letters.");
    }
    OwedWrites.tell(owed, caller);
    refused.forEach(list -> caller.complain("DLQ:" + SafeText.line(list) + " is not a list"));
  }

  private static String causes(Summary summary) {
    String most =
        summary.causes().entrySet().stream()
            .limit(CAUSES)
            .map(cause -> cause.getValue() + " " + SafeText.line(cause.getKey()))
            .collect(Collectors.joining(", "));
    int further = summary.causes().size() - CAUSES;
    return (summary.sampled() < summary.length() ? "of " + summary.sampled() + " seen: " : "")
        + most
        + (further > 0 ? ", and " + further + " more causes" : "");
  }

  ObjectNode json() {
    ObjectNode json = JsonOption.object();
    ArrayNode lists = json.putArray("lists");
    summaries.forEach((list, summary) -> {
      ObjectNode row = lists.addObject();
      row.put("list", list).put("dead_letters", summary.length());
      row.put("sampled", summary.sampled());
      ArrayNode causes = row.putArray("causes");
      summary
          .causes()
          .forEach((cause, count) -> causes.addObject().put("cause", cause).put("count", count));
    });
    OwedWrites.put(json, owed);
    ArrayNode odd = json.putArray("refused");
    refused.forEach(odd::add);
    return json;
  }

  ExitCode exit() {
    return refused.isEmpty() && !owed.containsValue(QueueCounts.REFUSED)
        ? ExitCode.OK
        : ExitCode.FAILED;
  }
}
