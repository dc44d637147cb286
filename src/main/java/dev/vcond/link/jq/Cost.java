package dev.vcond.link.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What operators and functions make of what they are given, before they do. */
final class Cost {
  /** Bytes of a place in a list, or of a member of an object. */
  private static final int PLACE = 8;

  /** Bytes of a number or a short text in a list. */
  private static final int VALUE = 24;

  /** How much larger JSON is than its text. */
  private static final int TREE = 4;

  private interface Rule {
    void count(JsonNode in, Steps steps);
  }

  /** What of all functions can make far more than they get, or look through all they get. */
  private static final Map<String, Rule> RULES =
      Map.ofEntries(
          Map.entry("explode/0", Cost::characters),
          Map.entry("split/1", Cost::characters),
          Map.entry("fromjson/0", (in, steps) -> steps.make((double) length(in) * TREE)),
          Map.entry("implode/0", (in, steps) -> steps.make(in.size())),
          Map.entry("tojson/0", Cost::written),
          Map.entry("tostring/0", Cost::written),
          Map.entry("join/1", Cost::written),
          Map.entry("@base64/0", Cost::written),
          Map.entry("@base64d/0", Cost::written),
          Map.entry("@csv/0", Cost::written),
          Map.entry("@tsv/0", Cost::written),
          Map.entry("@html/0", Cost::written),
          Map.entry("@sh/0", Cost::written),
          Map.entry("@uri/0", Cost::written),
          Map.entry("contains/1", Cost::seen),
          Map.entry("group_by/1", Cost::seen),
          Map.entry("sort_by/1", Cost::seen),
          Map.entry("max_by/1", Cost::seen),
          Map.entry("min_by/1", Cost::seen),
          Map.entry("paths/1", Cost::seen));

  private Cost() {}

  static void ofFunction(String name, JsonNode in, Steps steps) {
    @Nullable Rule rule = RULES.get(name);
    if (rule != null) {
      rule.count(in, steps);
    }
  }

  private static void characters(JsonNode in, Steps steps) {
    steps.make((double) length(in) * VALUE);
  }

  private static void written(JsonNode in, Steps steps) {
    if (!in.isTextual()) {
      steps.make(Weight.of(in, steps.largest()));
    }
  }

  private static void seen(JsonNode in, Steps steps) {
    if (in.isContainerNode() && Weight.of(in, steps.largest()) > steps.largest()) {
      steps.make(Double.MAX_VALUE);
    }
  }

  private static long length(JsonNode in) {
    return in.isTextual() ? in.asText().length() : 0;
  }

  static void ofOperator(String image, JsonNode left, JsonNode right, Steps steps) {
    switch (image) {
      case "*" -> {
        repeated(left, right, steps);
        repeated(right, left, steps);
        steps.join((long) left.size() * PLACE, (long) right.size() * PLACE);
      }
      case "+" -> steps.join(size(left), size(right));
      case "/" -> {
        if (left.isTextual()) {
          characters(left, steps);
        }
      }
      default -> {
        if (left.isContainerNode() && right.isContainerNode()) {
          seen(left, steps);
          seen(right, steps);
        }
      }
    }
  }

  private static void repeated(JsonNode text, JsonNode count, Steps steps) {
    if (text.isTextual() && count.isNumber() && count.asDouble() >= 2) {
      steps.make(length(text) * count.asDouble());
    }
  }

  private static long size(JsonNode value) {
    return value.isTextual() ? length(value) : (long) value.size() * PLACE;
  }
}
