package dev.vcond.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.ConfigValue.Origin;
import dev.vcond.config.ConfigValue.Scalar;
import dev.vcond.config.ConfigValue.Sequence;
import java.math.BigDecimal;

/**
 * YAML as JSON, where no type says what a scalar means: without quotes numbers, {@code true},
 * {@code false} and {@code null} are those of JSON, everything else is a text. That is JSON's own
 * grammar and no more: {@code on}, {@code 0644} and {@code 1_000} are texts.
 */
public final class JsonForm {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonForm() {}

  /** The value as JSON. */
  public static JsonNode of(ConfigValue value) {
    return switch (value) {
      case Scalar scalar -> scalar(scalar);
      case Sequence sequence -> {
        ArrayNode array = NODES.arrayNode();
        sequence.items().forEach(item -> array.add(of(item)));
        yield array;
      }
      case Mapping mapping -> {
        ObjectNode object = NODES.objectNode();
        mapping.entries().forEach((key, entry) -> object.set(key, of(entry.value())));
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
    return text.matches("-?(0|[1-9][0-9]{0,300})(\\.[0-9]{1,300})?([eE][+-]?[0-9]{1,3})?")
        ? NODES.numberNode(new BigDecimal(text))
        : NODES.textNode(text);
  }
}
