package dev.vcond.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vcond.config.ChainConfig;
import dev.vcond.config.IngressLists;
import dev.vcond.queue.QueueCounts;
import dev.vcond.queue.QueueCounts.Counts;
import java.util.List;
import java.util.Map;

/**
 * What {@code queues} says.
 *
 * @param counts by list, in the order they are shown
 * @param instances who takes from a list now
 * @param owed writes by storage
 */
record QueuesAnswer(
    IngressLists ingress,
    Map<String, Counts> counts,
    Map<String, List<String>> instances,
    Map<String, Long> owed) {

  /** For a person: a table, and another one if writes are owed. */
  void tell(Caller caller) {
    var lists = new Table("LIST", "CHAIN", "WAITING", "IN FLIGHT", "DEAD LETTERS", "LIVE");
    counts.forEach((list, count) ->
        lists.row(
            SafeText.line(list),
            chain(list),
            number(count.waiting()),
            number(count.inFlight()),
            number(count.deadLetters()),
            instances.getOrDefault(list, List.of()).size()));
    if (lists.isEmpty()) {
      caller.out().println("No chain has an ingress list, and no vcond ever took ids from one.");
    } else {
      lists.print(caller);
    }
    OwedWrites.tell(owed, caller);
    counts.values().forEach(count -> count.refusals().forEach(caller::complain));
  }

  private String chain(String list) {
    return list.startsWith("DLQ:storage:") ? "owed writes" : ofIngress(list);
  }

  private String ofIngress(String list) {
    return ingress
        .takerOf(list)
        .map(ChainConfig::name)
        .orElseGet(() ->
            ingress.chains().stream()
                .filter(chain -> chain.ingressLists().contains(list))
                .map(chain -> chain.name() + " (not enabled)")
                .findFirst()
                .orElse("no chain"));
  }

  private static String number(long count) {
    return count == QueueCounts.REFUSED ? "-" : Long.toString(count);
  }

  /** For scripts; null for a chain that is not there and a number that was refused. */
  ObjectNode json() {
    ObjectNode json = JsonOption.object();
    ArrayNode lists = json.putArray("lists");
    counts.forEach((list, count) -> {
      ObjectNode row = lists.addObject();
      row.put("list", list);
      row.put("chain", ingress.takerOf(list).map(ChainConfig::name).orElse(null));
      put(row, "waiting", count.waiting());
      put(row, "in_flight", count.inFlight());
      put(row, "dead_letters", count.deadLetters());
      ArrayNode live = row.putArray("instances");
      instances.getOrDefault(list, List.of()).forEach(live::add);
      ArrayNode refusals = row.putArray("refusals");
      count.refusals().forEach(refusals::add);
    });
    OwedWrites.put(json, owed);
    return json;
  }

  private static void put(ObjectNode row, String name, long count) {
    if (count == QueueCounts.REFUSED) {
      row.putNull(name);
    } else {
      row.put(name, count);
    }
  }

  ExitCode exit() {
    boolean refused =
        counts.values().stream().anyMatch(count -> !count.refusals().isEmpty())
            || owed.containsValue(QueueCounts.REFUSED);
    return refused ? ExitCode.FAILED : ExitCode.OK;
  }
}
