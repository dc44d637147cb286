package dev.vcond.vcon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Reads members of whatever type they are; what is something else than expected is absent. */
final class Members {
  private Members() {}

  static Optional<String> text(JsonNode object, String member) {
    JsonNode value = object.path(member);
    return value.isTextual()
        ? Optional.of(value.asText()).filter(t -> !t.isBlank())
        : Optional.empty();
  }

  /** A text, or those of a list. */
  static List<String> texts(JsonNode value) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : value.isArray() ? value : List.of(value)) {
      if (item.isTextual() && !item.asText().isBlank()) {
        texts.add(item.asText());
      }
    }
    return List.copyOf(texts);
  }

  static OptionalInt index(JsonNode value) {
    // 1.0 is how some producers write 1.
    boolean whole =
        value.isNumber() && value.canConvertToInt() && value.doubleValue() == value.intValue();
    return whole && value.intValue() >= 0 ? OptionalInt.of(value.intValue()) : OptionalInt.empty();
  }

  static List<Integer> indexes(JsonNode value) {
    List<Integer> indexes = new ArrayList<>();
    for (JsonNode item : value.isArray() ? value : List.of(value)) {
      index(item).ifPresent(indexes::add);
    }
    return List.copyOf(indexes);
  }

  /** All whole numbers of a value, in lists of lists as well. */
  static List<Integer> allIndexes(JsonNode value) {
    List<Integer> indexes = new ArrayList<>();
    for (JsonNode item : value.isArray() ? value : List.of(value)) {
      indexes.addAll(indexes(item));
    }
    return List.copyOf(indexes);
  }

  static OptionalDouble number(JsonNode value) {
    return value.isNumber() && Double.isFinite(value.doubleValue())
        ? OptionalDouble.of(value.doubleValue())
        : OptionalDouble.empty();
  }

  /** The objects of a top-level list at their places; what is no object keeps its place empty. */
  static <P> List<P> parts(JsonNode root, String section, PartMaker<P> maker) {
    JsonNode list = root.path(section);
    List<P> parts = new ArrayList<>();
    for (int i = 0; list.isArray() && i < list.size(); i++) {
      if (list.get(i) instanceof ObjectNode object) {
        parts.add(maker.make(i, object));
      }
    }
    return List.copyOf(parts);
  }

  /** The constructor of a view. */
  interface PartMaker<P> {
    P make(int index, ObjectNode json);
  }
}
