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

  private static final int RUNS_OF_A_SUSPECT = 4;

  private int framed;
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
            if (item != null && (OVER.contains(letter.code()) || framed(stage, item, letter))) {
              replay(wire, list, item);
            }
          }
        }
      }
    }
  }

  /**
   * Whether an id that kills nobody was worked on each time when its process was killed from
   * outside: nobody inside can tell that from a deadly one. Once free, then three times.
   */
  private boolean framed(Stage stage, Item item, Dead letter) throws IOException {
    boolean is =
        letter.code().equals("poison")
            && item.kind().good()
            && stage.crew().said(" runs " + Documents.key(item)).size() >= RUNS_OF_A_SUSPECT;
    framed += is ? 1 : 0;
    return is;
  }

  /** Ids that were taken for deadly because of what was done to their processes. */
  int framed() {
    return framed;
  }

  private void replay(Wire wire, String list, Item item) throws IOException {
    wire.call("LREM", "DLQ:" + list, "1", item.id());
    wire.call("RPUSH", list, item.id());
    item.pushed();
    byId.merge(item.id(), 1, Integer::sum);
  }
}
