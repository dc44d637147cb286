package dev.vcond.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vcond.queue.DeadLetterLists.Page;

/**
 * What {@code dlq list} says about writes that are owed to one storage.
 *
 * @param offset of the first
 */
record OwedListAnswer(DeadLetterTarget target, long offset, Page page) {

  void tell(Caller caller) {
    if (page.entries().isEmpty()) {
      caller.out().println("Nothing is owed there from entry " + (offset + 1) + " on.");
      return;
    }
    var table = new Table("ID", "FROM LIST", "TRIALS");
    page.entries()
        .forEach(entry ->
            table.row(
                entry.raw().shown(),
                SafeText.line(entry.record().getOrDefault("origin", "unknown")),
                SafeText.line(entry.record().getOrDefault("trials", "-"))));
    table.print(caller);
    caller
        .out()
        .printf(
            "Entries %d to %d of %d; vcond writes them by itself when storage %s is well.%n",
            offset + 1,
            offset + page.entries().size(),
            page.length(),
            SafeText.line(target.owedTo().orElse("")));
  }

  ObjectNode json() {
    ObjectNode json = JsonOption.object();
    json.put("storage", target.owedTo().orElse(null));
    json.put("writes", page.length()).put("offset", offset);
    ArrayNode entries = json.putArray("entries");
    page.entries()
        .forEach(entry ->
            entries
                .addObject()
                .put("entry", entry.raw().shown())
                .put("origin", entry.record().get("origin"))
                .put("trials", entry.record().get("trials")));
    return json;
  }
}
