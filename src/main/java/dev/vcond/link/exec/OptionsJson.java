package dev.vcond.link.exec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vcond.config.ConfigValue;
import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.ConfigValue.Origin;
import dev.vcond.config.ConfigValue.Scalar;
import dev.vcond.config.ConfigValue.Sequence;
import dev.vcond.config.InvalidOption;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * The options for the program as JSON. What is written without quotes and looks like a number,
 * true, false or null in JSON is one; everything else is a text.
 */
final class OptionsJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** The system refuses to start a program with a variable of more than 128 KiB. */
  private static final int LARGEST = 120_000;

  private OptionsJson() {}

  /**
   * On one line.
   *
   * @throws InvalidOption if it is too large for a variable
   */
  static String of(Mapping options) {
    String json = node(options).toString();
    if (json.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
      throw new InvalidOption(
          "options",
          "are too large for a variable of the environment",
          "put them into a file, and its path here");
    }
    return json;
  }

  private static JsonNode node(ConfigValue value) {
    return switch (value) {
      case Scalar scalar -> scalar(scalar);
      case Sequence sequence -> {
        ArrayNode array = NODES.arrayNode();
        sequence.items().forEach(item -> array.add(node(item)));
        yield array;
      }
      case Mapping mapping -> {
        ObjectNode object = NODES.objectNode();
        mapping.entries().forEach((key, entry) -> object.set(key, node(entry.value())));
        yield object;
      }
    };
  }

  private static JsonNode scalar(Scalar scalar) {
    String text = scalar.text();
    if (scalar.isNull()) {
      return NODES.nullNode();
    }
    if (scalar.quoted() || scalar.origin() != Origin.WRITTEN) {
      return NODES.textNode(text);
    }
    if (text.equals("true") || text.equals("false")) {
      return NODES.booleanNode(text.equals("true"));
    }
    return text.matches("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?")
        ? NODES.numberNode(new BigDecimal(text))
        : NODES.textNode(text);
  }
}
