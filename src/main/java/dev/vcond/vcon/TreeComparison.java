package dev.vcond.vcon;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * Whether two trees say the same. Order of members does not count; the text of a number does, so
 * that 0.1 and 0.10 differ, but not the class of node that holds it.
 */
final class TreeComparison {
  private TreeComparison() {}

  static boolean same(JsonNode left, JsonNode right) {
    return left.equals(TreeComparison::leaves, right);
  }

  private static int leaves(JsonNode left, JsonNode right) {
    return sameLeaf(left, right) ? 0 : 1;
  }

  private static boolean sameLeaf(JsonNode left, JsonNode right) {
    if (left.equals(right)) {
      return true;
    }
    if (left.isNumber() && right.isNumber()) {
      return left.asText().equals(right.asText());
    }
    return left.isTextual()
        && right.isTextual()
        && Objects.equals(left.textValue(), right.textValue());
  }
}
