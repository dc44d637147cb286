package dev.vcond.link.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A document whose lists called {@code body} hold nothing but their texts. Older documents mix
 * numbers and objects among their tags; vcon-server tries a filter that wants texts a second time
 * without them, and so do we.
 */
final class TextBodies {
  private TextBodies() {}

  static JsonNode of(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        object.forEachEntry((name, value) -> copy.set(name, member(name, value)));
        yield copy;
      }
      case ArrayNode list -> {
        ArrayNode copy = JsonNodeFactory.instance.arrayNode();
        list.forEach(item -> copy.add(of(item)));
        yield copy;
      }
      default -> node;
    };
  }

  private static JsonNode member(String name, JsonNode value) {
    if (!name.equals("body") || !(value instanceof ArrayNode list)) {
      return of(value);
    }
    ArrayNode texts = JsonNodeFactory.instance.arrayNode();
    list.valueStream().filter(JsonNode::isTextual).forEach(texts::add);
    return texts;
  }
}
