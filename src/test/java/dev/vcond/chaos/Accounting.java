package dev.vcond.chaos;

import dev.vcond.chaos.Chains.Store;
import dev.vcond.chaos.Found.Dead;
import dev.vcond.chaos.Item.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says of every id what became of it, and whether that is what had to. Used once the faults are
 * over and everything has drained.
 */
final class Accounting {
  private final Stage stage;
  private final Found found;
  private final Map<String, Integer> replayed;
  private final Set<String> unfinished;
  private final List<Violation> violations = new ArrayList<>();
  private int stored;
  private int dead;

  /** What must not be. */
  enum Wrong {
    LOST,
    DOUBLED,
    CONTENT,
    MISJUDGED,
    UNFINISHED
  }

  /** An id that was not treated as it had to be. */
  record Violation(Item item, Wrong wrong, String why) {}

  /**
   * @param replayed how often each id was taken from its dead-letter list and pushed again
   * @param unfinished what still waits or is in flight
   */
  Accounting(Stage stage, Found found, Map<String, Integer> replayed, Set<String> unfinished) {
    this.stage = stage;
    this.found = found;
    this.replayed = replayed;
    this.unfinished = unfinished;
  }

  int stored() {
    return stored;
  }

  int dead() {
    return dead;
  }

  List<Violation> violations() {
    return violations;
  }

  void examine(List<Item> items) throws IOException {
    var letters = new HashMap<String, List<Dead>>();
    found
        .dead()
        .forEach((list, all) ->
            all.forEach(one ->
                letters.computeIfAbsent(list + " " + one.id(), _ -> new ArrayList<>()).add(one)));
    try (Wire wire = stage.redis().connect()) {
      for (Item item : items) {
        if (item.isPushed()) {
          examine(item, letters.getOrDefault(item.list() + " " + item.id(), List.of()), wire);
        }
      }
    }
  }

  private void examine(Item item, List<Dead> letters, Wire wire) throws IOException {
    if (unfinished.contains(item.id())) {
      wrong(item, Wrong.UNFINISHED, "it still waits or is in flight");
      return;
    }
    for (Dead letter : letters) {
      if (!fits(item.kind(), letter.code())) {
        wrong(item, Wrong.MISJUDGED, "dead-lettered with " + letter.record());
      }
    }
    int out = found.egress().getOrDefault(item.chain().name(), Map.of()).getOrDefault(item.id(), 0);
    count(item, letters.size(), out);
    if (item.kind().good()) {
      good(item, letters, out, wire);
    } else {
      dead += letters.isEmpty() ? 0 : 1;
      if (letters.isEmpty()) {
        wrong(item, Wrong.LOST, "it had to be dead-lettered and is not");
      }
    }
  }

  private static boolean fits(Kind kind, String code) {
    return switch (kind) {
      case NO_UUID -> code.equals("invalid_id");
      case NO_JSON -> code.equals("not_json");
      case NO_BODY -> code.equals("body_missing");
      case DEADLY -> code.equals("poison");
      // Those that an outage explains were replayed.
      case PLAIN, SLOW, TWICE, REPLACED, OVERWRITTEN -> false;
    };
  }

  /**
   * Each push ends once: on the egress list or as a dead letter.
   *
   * <p>Before the storages egress tells of a document, not of an end: a run that was interrupted
   * after it and finds another document begins anew with that one, and tells of it as well.
   */
  private void count(Item item, int letters, int out) {
    int again = replayed.getOrDefault(item.id(), 0);
    boolean twice =
        item.chain().early()
            ? out > item.mostPushes() + item.version() - 1
            : letters + again + out > item.mostPushes();
    if (twice) {
      wrong(
          item,
          Wrong.DOUBLED,
          "on the egress list %d times, dead-lettered %d times and replayed %d times"
              .formatted(out, letters, again));
    }
  }

  private void good(Item item, List<Dead> letters, int out, Wire wire) throws IOException {
    if (!letters.isEmpty()) {
      dead++;
      return;
    }
    boolean whole = true;
    if (out == 0) {
      wrong(item, Wrong.LOST, "it is neither on the egress list nor dead-lettered");
      whole = false;
    }
    for (Store store : item.chain().stores()) {
      whole &= isIn(store, item);
    }
    whole &= isInRedis(item, wire);
    stored += whole ? 1 : 0;
  }

  private boolean isIn(Store store, Item item) {
    String text = found.stored().getOrDefault(store.name(), Map.of()).get(Documents.key(item));
    if (text == null) {
      wrong(item, Wrong.LOST, store.name() + " does not have it, and no dead letter says so");
      return false;
    }
    // What is owed to a storage is written as Redis has it when the storage is back, without links.
    boolean asItIs = item.kind() == Kind.OVERWRITTEN && store.isOwed();
    return is(item, store.name(), text, item.oldest(), !asItIs);
  }

  /** The newest document must never be written over by an older one. */
  private boolean isInRedis(Item item, Wire wire) throws IOException {
    Object text = wire.call("GET", "vcon:" + item.id());
    if (text == null) {
      wrong(item, Wrong.LOST, "Redis does not have its document any more");
      return false;
    }
    boolean sure = item.oldest() == item.version();
    return is(item, "Redis", text.toString(), item.version(), sure);
  }

  private boolean is(Item item, String where, String text, int oldest, boolean tagged) {
    try {
      int version = Documents.version(item, text, tagged);
      if (version < oldest || version > item.version()) {
        wrong(
            item,
            Wrong.CONTENT,
            "%s has version %d and not %d".formatted(where, version, item.version()));
        return false;
      }
      return true;
    } catch (Documents.Wrong e) {
      wrong(item, Wrong.CONTENT, "what " + where + " has " + e.getMessage());
      return false;
    }
  }

  private void wrong(Item item, Wrong wrong, String why) {
    violations.add(new Violation(item, wrong, why));
  }
}
