package dev.vcond.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * What {@code recover} says.
 *
 * @param given ids by instance, by list
 * @param owed by storage
 * @param refused what could not be done
 */
record RecoverAnswer(
    Map<String, Map<String, Integer>> given, Map<String, Writes> owed, List<String> refused) {

  /**
   * Owed writes.
   *
   * @param left those that still are
   * @param moved those that are dead letters now
   */
  record Writes(long left, long moved) {}

  void tell(Caller caller) {
    var table = new Table("LIST", "INSTANCE", "GIVEN BACK");
    given.forEach((list, instances) ->
        instances.forEach(
            (instance, ids) -> table.row(SafeText.line(list), SafeText.line(instance), ids)));
    if (table.isEmpty()) {
      caller.out().println("Nothing is in flight.");
    } else {
      table.print(caller);
    }
    tellOwed(caller);
    refused.forEach(caller::complain);
  }

  private void tellOwed(Caller caller) {
    var table = new Table("STORAGE", "STILL OWED", "MADE DEAD LETTERS");
    owed.forEach(
        (storage, writes) -> table.row(SafeText.line(storage), writes.left(), writes.moved()));
    if (!table.isEmpty()) {
      caller.out().println();
      table.print(caller);
    }
    if (owed.values().stream().anyMatch(writes -> writes.left() > 0 && writes.moved() == 0)) {
      caller
          .out()
          .println(
              "Owed writes wait on DLQ:storage:NAME, for vcond or a newer vcon-server; --owed makes"
                  + " dead letters of them.");
    }
  }

  ObjectNode json() {
    ObjectNode json = JsonOption.object();
    ArrayNode lists = json.putArray("lists");
    given.forEach((list, instances) -> {
      ObjectNode row = lists.addObject().put("list", list);
      row.put("given_back", instances.values().stream().mapToInt(Integer::intValue).sum());
      ObjectNode by = row.putObject("instances");
      instances.forEach(by::put);
    });
    ArrayNode storages = json.putArray("owed");
    owed.forEach((storage, writes) ->
        storages
            .addObject()
            .put("storage", storage)
            .put("left", writes.left())
            .put("moved", writes.moved()));
    ArrayNode odd = json.putArray("refused");
    refused.forEach(odd::add);
    return json;
  }

  ExitCode exit() {
    return refused.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }
}
