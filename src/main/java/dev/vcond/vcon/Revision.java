package dev.vcond.vcon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/**
 * A tree as somebody rewrote it, made of the nodes of the tree before wherever they say the same,
 * so that these are written as they always were: a program that reads a document and prints it
 * again leaves the text of no number and of no string alone.
 */
@SuppressWarnings("ReferenceEquality") // the node before itself is how "the same" is told
final class Revision {
  private Revision() {}

  /** The revised tree, which shares nodes with both; empty if they say the same. */
  static Optional<ObjectNode> of(ObjectNode before, ObjectNode after) {
    return object(before, after) instanceof ObjectNode revised && revised != before
        ? Optional.of(revised)
        : Optional.empty();
  }

  /** The tree before itself if the other one says the same; else a new one, which shares nodes. */
  private static JsonNode of(JsonNode before, JsonNode after) {
    if (before instanceof ObjectNode mine && after instanceof ObjectNode theirs) {
      return object(mine, theirs);
    }
    if (before instanceof ArrayNode mine && after instanceof ArrayNode theirs) {
      return array(mine, theirs);
    }
    return same(before, after) ? before : after;
  }

  /** Members keep their order, new ones follow in theirs. */
  private static JsonNode object(ObjectNode before, ObjectNode after) {
    ObjectNode revised = JsonNodeFactory.instance.objectNode();
    boolean same = before.size() == after.size();
    for (Map.Entry<String, JsonNode> member : before.properties()) {
      JsonNode theirs = after.get(member.getKey());
      if (theirs != null) {
        JsonNode value = of(member.getValue(), theirs);
        revised.set(member.getKey(), value);
        same &= value == member.getValue();
      } else {
        same = false;
      }
    }
    if (same) {
      return before;
    }
    after.properties().forEach(member -> revised.putIfAbsent(member.getKey(), member.getValue()));
    return revised;
  }

  /** What was put in or taken out stands between entries that are the same at both ends. */
  private static JsonNode array(ArrayNode before, ArrayNode after) {
    int common = Math.min(before.size(), after.size());
    int head = 0;
    while (head < common && same(before.get(head), after.get(head))) {
      head++;
    }
    if (head == before.size() && head == after.size()) {
      return before;
    }
    int tail = 0;
    while (tail < common - head && same(fromEnd(before, tail), fromEnd(after, tail))) {
      tail++;
    }
    ArrayNode revised = JsonNodeFactory.instance.arrayNode(after.size());
    for (int i = 0; i < after.size(); i++) {
      int fromEnd = after.size() - 1 - i;
      if (fromEnd < tail) {
        revised.add(fromEnd(before, fromEnd));
      } else {
        revised.add(i < before.size() ? of(before.get(i), after.get(i)) : after.get(i));
      }
    }
    return revised;
  }

  private static JsonNode fromEnd(ArrayNode array, int index) {
    return array.get(array.size() - 1 - index);
  }

  private static boolean same(JsonNode before, JsonNode after) {
    return before.equals(Revision::leaves, after);
  }

  private static int leaves(JsonNode before, JsonNode after) {
    return TreeComparison.same(before, after) || sameNumber(before, after) ? 0 : 1;
  }

  /**
   * Whether nobody who computes with doubles, as JavaScript and most others do, could tell them
   * apart: whatever has more digits than a double holds comes back from there with fewer.
   */
  private static boolean sameNumber(JsonNode before, JsonNode after) {
    return before.isNumber()
        && after.isNumber()
        && Double.isFinite(before.doubleValue())
        && before.doubleValue() == after.doubleValue();
  }
}
