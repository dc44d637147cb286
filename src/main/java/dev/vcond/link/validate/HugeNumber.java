package dev.vcond.link.validate;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A number that nobody should compute with. Documents keep the text of each number, whatever it is:
 * to compare one of a million digits with a minimum takes half a minute, one of 1e999999999 is a
 * multiple of 0.1 only after gigabytes, and no interrupt ends either.
 */
final class HugeNumber {
  /** In digits and in powers of ten; doubles end at 309 before the point and at 324 behind it. */
  private static final int LARGEST = 1_000;

  private HugeNumber() {}

  /** Where the first one stands. */
  static Optional<Violation> in(JsonNode document) {
    return Optional.ofNullable(pointer(document))
        .map(pointer ->
            Violation.at(pointer, "expected a number of at most %,d digits".formatted(LARGEST)));
  }

  private static @Nullable String pointer(JsonNode node) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        String rest = pointer(member.getValue());
        if (rest != null) {
          return "/" + member.getKey().replace("~", "~0").replace("/", "~1") + rest;
        }
      }
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        String rest = pointer(node.get(i));
        if (rest != null) {
          return "/" + i + rest;
        }
      }
    }
    return node.isBigDecimal() && isHuge(node.asText()) ? "" : null;
  }

  private static boolean isHuge(String number) {
    if (number.length() > LARGEST) {
      return true;
    }
    try {
      return Math.abs(new BigDecimal(number).scale()) > LARGEST;
    } catch (NumberFormatException _) {
      return true; // its exponent is no int
    }
  }
}
