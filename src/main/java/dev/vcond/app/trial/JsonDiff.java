package dev.vcond.app.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Two JSON values side by side: whether they say the same, and a unified diff where not. */
final class JsonDiff {
  private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
  private static final ObjectWriter PRETTY =
      new JsonMapper()
          .writer(new DefaultPrettyPrinter().withObjectIndenter(INDENT).withArrayIndenter(INDENT));

  private static final Comparator<JsonNode> BY_VALUE =
      (one, other) ->
          one.isNumber() && other.isNumber()
              ? one.decimalValue().compareTo(other.decimalValue())
              : one.equals(other) ? 0 : 1;

  private JsonDiff() {}

  /** Whether two values are the same: 2 is 2.0 and is not "2"; the order of keys does not count. */
  static boolean same(JsonNode one, JsonNode other) {
    return one.equals(BY_VALUE, other);
  }

  /** From one value to another, keys in their own order. */
  static List<String> between(JsonNode from, JsonNode to) {
    return TextDiff.between(lines(from), lines(to));
  }

  /** From one value to another, keys sorted. */
  static List<String> sorted(JsonNode from, JsonNode to) {
    return between(inOrder(from), inOrder(to));
  }

  private static JsonNode inOrder(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode sorted = JsonNodeFactory.instance.objectNode();
        var names = new TreeSet<String>();
        object.fieldNames().forEachRemaining(names::add);
        names.forEach(name -> sorted.set(name, inOrder(object.path(name))));
        yield sorted;
      }
      case ArrayNode array -> {
        ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
        array.forEach(item -> sorted.add(inOrder(item)));
        yield sorted;
      }
      default -> node;
    };
  }

  private static List<String> lines(JsonNode node) {
    if (node.isMissingNode()) {
      return List.of();
    }
    try {
      return new ArrayList<>(List.of(PRETTY.writeValueAsString(node).split("\n", -1)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always JSON", e);
    }
  }
}
