package dev.vcond.vcon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The entries of {@code dialog}, {@code analysis} and {@code attachments}. */
final class Entries {
  private Entries() {}

  /** Every object of a top-level list; null, texts and numbers in its place are passed over. */
  static List<ObjectNode> of(ObjectNode root, String section) {
    JsonNode list = root.get(section);
    if (list == null || !list.isArray()) {
      return List.of();
    }
    List<ObjectNode> entries = new ArrayList<>(list.size());
    for (JsonNode entry : list) {
      if (entry instanceof ObjectNode object) {
        entries.add(object);
      }
    }
    return entries;
  }
}
