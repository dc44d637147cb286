package dev.vcond.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vcond.config.Setting;
import dev.vcond.config.Setting.Group;
import dev.vcond.config.Setting.Items;
import dev.vcond.config.Setting.Kind;
import dev.vcond.config.Setting.Value;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Writes settings as JSON, and where each comes from by its dotted key. */
final class SettingJson {
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,17})?");

  private SettingJson() {}

  static JsonNode of(Setting setting) {
    return switch (setting) {
      case Group group -> {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        group.keys().forEach((key, value) -> object.set(key, of(value)));
        yield object;
      }
      case Items items -> {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        items.items().forEach(item -> array.add(of(item)));
        yield array;
      }
      case Value(String text, Kind kind, _) when kind == Kind.WORD -> word(text);
      case Value(String text, _, _) -> JsonNodeFactory.instance.textNode(text);
    };
  }

  private static JsonNode word(String text) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (text) {
      case "true", "false" -> nodes.booleanNode(Boolean.parseBoolean(text));
      case "null" -> nodes.nullNode();
      case String number when NUMBER.matcher(number).matches() ->
          nodes.numberNode(new BigDecimal(number));
      case String other -> nodes.textNode(other);
    };
  }

  /** Adds where everything below a key comes from. */
  static void addOrigins(Setting setting, String path, ObjectNode to) {
    switch (setting) {
      case Value value -> to.put(path, value.from());
      case Items items -> to.put(path, items.from());
      case Group group ->
          group
              .keys()
              .forEach(
                  (key, value) -> addOrigins(value, path.isEmpty() ? key : path + "." + key, to));
    }
  }
}
