package dev.vcond.chaos;

import dev.vcond.chaos.Chains.Chain;
import dev.vcond.chaos.Found.Dead;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Takes what was dead-lettered because something was away from its list and pushes it again, as any
 * operator's script would.
 */
final class Replays {
  /** Reasons that are over when the faults are. */
  private static final Set<String> OVER =
      Set.of(
          "storage_failed",
          "write_back_refused",
          "egress_refused",
          "body_unavailable",
          "chain_timeout",
          "document_keeps_changing");

  private final Map<String, Integer> byId = new HashMap<>();
  private final Map<String, Integer> byCode = new TreeMap<>();

  /** How often each id was replayed. */
  Map<String, Integer> byId() {
    return byId;
  }

  /** How many dead letters there were, by reason. */
  Map<String, Integer> byCode() {
    return byCode;
  }

  void run(Stage stage) throws IOException {
    Map<String, Item> items =
        stage.load().items().stream()
            .collect(Collectors.toMap(Item::id, Function.identity(), (a, _) -> a));
    try (Wire wire = stage.redis().connect()) {
      for (Chain chain : Chains.ALL) {
        for (String list : chain.lists()) {
          for (Dead letter : Found.dead(wire, list)) {
            byCode.merge(letter.code(), 1, Integer::sum);
            Item item = items.get(letter.id());
            if (OVER.contains(letter.code()) && item != null) {
              replay(wire, list, item);
            }
          }
        }
      }
    }
  }

  private void replay(Wire wire, String list, Item item) throws IOException {
    wire.call("LREM", "DLQ:" + list, "1", item.id());
    wire.call("RPUSH", list, item.id());
    item.pushed();
    byId.merge(item.id(), 1, Integer::sum);
  }
}
