package dev.vcond.vcon;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every document that is written anew is brought to. Applied after {@link LegacyNames}. */
final class WriteRules {
  private static final String VERSION = "0.4.0";
  private static final int TYPICAL_BODY = 1024;

  private WriteRules() {}

  /** Applies the rules in place. Returns whether they changed anything. */
  static boolean apply(ObjectNode root) {
    boolean changed = version(root);
    for (String name : List.of("group", "redacted")) {
      if (isEmpty(root.get(name))) {
        root.remove(name);
        changed = true;
      }
    }
    for (String section : List.of("analysis", "attachments")) {
      for (ObjectNode entry : Entries.of(root, section)) {
        changed |= bodyToText(entry);
      }
    }
    return changed;
  }

  private static boolean version(ObjectNode root) {
    JsonNode before = root.get("vcon");
    if (before != null && VERSION.equals(before.textValue())) {
      return false;
    }
    root.put("vcon", VERSION); // in its place, or at the end
    return true;
  }

  private static boolean isEmpty(@Nullable JsonNode value) {
    return value != null
        && (value.isNull()
            || (value.isContainerNode() && value.isEmpty())
            || (value.isTextual() && value.asText().isEmpty()));
  }

  private static boolean bodyToText(ObjectNode entry) {
    JsonNode body = entry.get("body");
    if (body == null || !body.isContainerNode()) {
      return false;
    }
    entry.set("body", jsonText(body));
    entry.put("encoding", "json");
    return true;
  }

  /** The text node that holds this value as JSON. */
  static TextNode jsonText(JsonNode value) {
    return TextNode.valueOf(new String(VconCodec.write(value, TYPICAL_BODY), UTF_8));
  }
}
