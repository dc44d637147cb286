package dev.vcond.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value as it counts, defaults included, for people to read. Holds no secrets. Immutable. */
public sealed interface Setting {

  /** How a single value is to be written. */
  enum Kind {
    /** A number, a truth value, a time or another word that needs no quotes. */
    WORD,
    /** Any text. */
    TEXT,
    /** {@code ${file:...}} and the like, which stands for a value that is not shown. */
    EXPRESSION
  }

  /**
   * A single value.
   *
   * @param from where it comes from: {@code config.yml:12}, {@code environment (REDIS_URL)}, {@code
   *     default}
   */
  record Value(String text, Kind kind, String from) implements Setting {}

  /** A list. */
  record Items(List<Setting> items, String from) implements Setting {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** Keys with values, in order. */
  record Group(Map<String, Setting> keys) implements Setting {
    public Group {
      keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    }
  }
}
