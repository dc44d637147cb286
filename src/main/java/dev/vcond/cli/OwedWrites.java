package dev.vcond.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vcond.queue.QueueCounts;
import java.util.Map;

/** What is owed to which storage, as several commands show it. */
final class OwedWrites {
  private OwedWrites() {}

  /** A table behind what was printed before, if anything is owed. */
  static void tell(Map<String, Long> owed, Caller caller) {
    var table = new Table("STORAGE", "OWED WRITES");
    owed.forEach((storage, count) -> {
      if (count != 0) {
        table.row(SafeText.line(storage), count == QueueCounts.REFUSED ? "-" : count);
      }
    });
    if (!table.isEmpty()) {
      caller.out().println();
      table.print(caller);
    }
    owed.forEach((storage, count) -> {
      if (count == QueueCounts.REFUSED) {
        caller.complain("DLQ:storage:" + storage + " is not a list");
      }
    });
  }

  /** The same for scripts; null for what was refused. */
  static void put(ObjectNode json, Map<String, Long> owed) {
    ArrayNode storages = json.putArray("owed");
    owed.forEach((storage, count) -> {
      ObjectNode row = storages.addObject().put("storage", storage);
      row.put("writes", count == QueueCounts.REFUSED ? null : count);
    });
  }
}
