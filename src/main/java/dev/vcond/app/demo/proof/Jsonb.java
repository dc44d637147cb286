package dev.vcond.app.demo.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;

/** What a {@code jsonb} column cannot hold although it is JSON. */
final class Jsonb {
  private Jsonb() {}

  /** Whether Postgres refuses a document with this tree. */
  static boolean refuses(JsonNode node) {
    if (node instanceof POJONode leaf) {
      return leaf.getPojo() instanceof NumberText number && !number.fitsJsonb();
    }
    if (node.isTextual()) {
      return refuses(node.asText());
    }
    if (node instanceof ObjectNode object
        && object.properties().stream().anyMatch(member -> refuses(member.getKey()))) {
      return true;
    }
    for (JsonNode child : node) {
      if (refuses(child)) {
        return true;
      }
    }
    return false;
  }

  private static boolean refuses(String text) {
    return text.codePoints()
        .anyMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }
}
