package dev.vcond.config;

import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.ConfigValue.Scalar;
import dev.vcond.config.ConfigValue.Sequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a value says, wherever it stands: equal for two values that differ in nothing but their
 * place in a file. Never shown, because any value may be a secret.
 */
public final class Spelling {
  private final Object said;

  private Spelling(Object said) {
    this.said = said;
  }

  public static Spelling of(ConfigValue value) {
    return new Spelling(said(value));
  }

  private static Object said(ConfigValue value) {
    return switch (value) {
      case Scalar scalar -> scalar.isNull() ? List.of() : scalar.text();
      case Sequence sequence -> sequence.items().stream().map(Spelling::said).toList();
      case Mapping mapping -> {
        Map<String, Object> all = new LinkedHashMap<>();
        mapping.entries().forEach((key, entry) -> all.put(key, said(entry.value())));
        // As a list: whether order counts is for whoever takes the mapping to know.
        yield List.copyOf(all.entrySet());
      }
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Spelling spelling && said.equals(spelling.said);
  }

  @Override
  public int hashCode() {
    return said.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
