package dev.vcond.config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Values from the command line, which win over the file and the environment.
 *
 * @param values by dotted key, such as {@code redis.url}
 */
public record Overrides(Map<String, Flag> values) {

  /** A flag as it is called on the command line, such as {@code --redis}, with its value. */
  public record Flag(String name, String text) {
    @Override
    public String toString() {
      return name;
    }
  }

  public Overrides {
    values = Map.copyOf(values);
  }

  public static Overrides none() {
    return new Overrides(Map.of());
  }

  /** These and one more. */
  public Overrides with(String key, String flag, String text) {
    Map<String, Flag> more = new LinkedHashMap<>(values);
    more.put(key, new Flag(flag, text));
    return new Overrides(more);
  }
}
