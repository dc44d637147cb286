package dev.vcond.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vcond.deadletter.Census;
import dev.vcond.deadletter.DeadLetterQueue.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code dlq count} says.
 *
 * @param by the columns
 * @param results by list
 * @param refused what Redis said of lists that could not be read
 */
record DlqCountAnswer(
    List<Census.By> by, Map<String, Census.Result> results, List<String> refused) {

  void tell(Caller caller) {
    Table table = table();
    long entries = 0;
    long counted = 0;
    for (var result : results.entrySet()) {
      entries += result.getValue().entries();
      for (Census.Group group : result.getValue().groups()) {
        counted += group.count();
        table.row(cells(result.getKey(), group));
      }
      long uncounted = result.getValue().uncounted();
      if (uncounted > 0) {
        counted += uncounted;
        caller.complain(
            "%d further entries of DLQ:%s are of other kinds."
                .formatted(uncounted, SafeText.line(result.getKey())));
      }
    }
    if (table.isEmpty()) {
      caller.out().println(entries == 0 ? "There are no dead letters." : "None of them fits.");
    } else {
      table.print(caller);
      caller.out().printf("%d of %d entries.%n", counted, entries);
    }
    refused.forEach(caller::complain);
  }

  private Table table() {
    var header = new ArrayList<String>();
    header.add("LIST");
    by.forEach(column -> header.add(column.name()));
    header.addAll(List.of("DEAD LETTERS", "OLDEST", "NEWEST"));
    return new Table(header.toArray(String[]::new));
  }

  private Object[] cells(String list, Census.Group group) {
    var cells = new ArrayList<Object>();
    cells.add(SafeText.line(list));
    for (int i = 0; i < by.size(); i++) {
      cells.add(group.values().isEmpty() ? unknown(i) : SafeText.line(group.values().get(i)));
    }
    cells.add(group.count());
    cells.add(group.oldest().isEmpty() ? "-" : Moments.shown(group.oldest()));
    cells.add(group.newest().isEmpty() ? "-" : Moments.shown(group.newest()));
    return cells.toArray();
  }

  private static String unknown(int column) {
    return column == 0 ? Summary.NO_RECORD : "-";
  }

  ObjectNode json() {
    ObjectNode json = JsonOption.object();
    ArrayNode lists = json.putArray("lists");
    results.forEach((list, result) -> {
      ObjectNode row = lists.addObject().put("list", list).put("dead_letters", result.entries());
      ArrayNode groups = row.putArray("groups");
      result.groups().forEach(group -> put(groups.addObject(), group));
      row.put("further", result.uncounted());
    });
    ArrayNode odd = json.putArray("refused");
    refused.forEach(odd::add);
    return json;
  }

  private void put(ObjectNode row, Census.Group group) {
    for (int i = 0; i < by.size(); i++) {
      row.put(
          by.get(i).name().toLowerCase(Locale.ROOT),
          group.values().isEmpty() ? null : group.values().get(i));
    }
    row.put("recorded", !group.values().isEmpty()).put("count", group.count());
    row.put("oldest", group.oldest()).put("newest", group.newest());
  }

  ExitCode exit() {
    return refused.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }
}
