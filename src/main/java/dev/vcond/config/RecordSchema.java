package dev.vcond.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vcond.config.ConfigValue.Scalar;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a JSON Schema from an options record, by the same annotations as the binder, so that
 * editors complete and check what the daemon reads. Keys that have to be there are not demanded:
 * what one place leaves out, another may lay over it. Stateless.
 */
final class RecordSchema {

  private RecordSchema() {}

  /** A mapping with the keys of a record and no others. */
  static ObjectNode of(Class<? extends Record> type) {
    ObjectNode schema = mapping();
    addKeys(type, properties(schema));
    return schema.put("additionalProperties", false);
  }

  /** A mapping, or nothing. */
  static ObjectNode mapping() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.putArray("type").add("object").add("null");
    return schema;
  }

  /** The properties of a schema. */
  static ObjectNode properties(ObjectNode schema) {
    return schema.withObjectProperty("properties");
  }

  /** Adds the keys of a record to the properties of a mapping. */
  static void addKeys(Class<? extends Record> type, ObjectNode properties) {
    for (OptionKey key : OptionKey.of(type)) {
      if (key.option().inline()) {
        addKeys(key.recordType(), properties);
      } else {
        addKey(key, properties);
      }
    }
  }

  private static void addKey(OptionKey key, ObjectNode properties) {
    properties.set(key.name(), described(key, type(key.component().getGenericType())));
    for (String older : key.option().aliases()) {
      properties.set(
          older,
          type(key.component().getGenericType())
              .put("description", "Another name of `%s`.".formatted(key.name()))
              .put("deprecated", true));
    }
  }

  private static ObjectNode described(OptionKey key, ObjectNode schema) {
    schema.put("description", key.option().value() + (isNeeded(key) ? " Has to be there." : ""));
    defaultOf(key).ifPresent(value -> schema.set("default", value));
    if (!key.option().example().isEmpty()) {
      ArrayNode examples = schema.putArray("examples");
      written(key.option().example()).ifPresent(examples::add);
    }
    if (key.option().secret()) {
      schema.put("writeOnly", true);
    }
    return schema;
  }

  private static boolean isNeeded(OptionKey key) {
    Class<?> type = key.component().getType();
    boolean single = ScalarText.knows(type) && !key.nullable();
    return key.option().required() || (single && key.option().defaultValue().isEmpty());
  }

  private static Optional<JsonNode> defaultOf(OptionKey key) {
    String text = key.option().defaultValue();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        DefaultText.read(key) instanceof Scalar scalar
            ? JsonForm.of(new Scalar(scalar.text(), scalar.text().isEmpty(), scalar.position()))
            : JsonForm.of(DefaultText.read(key)));
  }

  private static Optional<JsonNode> written(String yaml) {
    return Optional.ofNullable(new YamlReader("example", new Problems()).read(yaml))
        .map(JsonForm::of);
  }

  /** The schema of a component's type. */
  static ObjectNode type(Type type) {
    return switch (type) {
      case ParameterizedType generic when generic.getRawType() == List.class ->
          list(type(generic.getActualTypeArguments()[0]));
      case ParameterizedType generic when generic.getRawType() == Map.class -> {
        ObjectNode map = mapping();
        map.set("additionalProperties", type(generic.getActualTypeArguments()[1]));
        yield map;
      }
      case WildcardType wildcard -> type(wildcard.getUpperBounds()[0]);
      case Class<?> plain when plain == ConfigValue.Mapping.class -> mapping();
      case Class<?> plain when ConfigValue.class.isAssignableFrom(plain) ->
          JsonNodeFactory.instance.objectNode();
      case Class<?> plain when plain.isRecord() && !ScalarText.knows(plain) ->
          of(plain.asSubclass(Record.class));
      case Class<?> plain -> ScalarSchema.of(plain);
      default -> JsonNodeFactory.instance.objectNode();
    };
  }

  /** A single value stands for a list of one. */
  static ObjectNode list(ObjectNode item) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    ArrayNode ways = schema.putArray("anyOf");
    ObjectNode list = ways.addObject();
    list.put("type", "array").set("items", item);
    ways.add(item.deepCopy());
    ways.addObject().put("type", "null");
    return schema;
  }
}
