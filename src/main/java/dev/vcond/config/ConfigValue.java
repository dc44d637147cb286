package dev.vcond.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a configuration file after interpolation, with the place where it was written.
 *
 * <p>Scalars keep their original text: whether {@code 0644} or {@code on} is a number, a truth
 * value or a name is decided by the type that it is bound to, never by YAML. The text of a value
 * never appears in {@code toString}, because any value may be a secret. Immutable.
 */
public sealed interface ConfigValue {

  /** Where the value begins. */
  Position position();

  /** Whether the value is YAML's null, which counts as not written at all. */
  default boolean isNull() {
    return false;
  }

  /** How the text of a scalar came to be. */
  enum Origin {
    /** Written as it is, or with environment variables put in. */
    WRITTEN,
    /** Read from a file or a systemd credential: never shown. */
    CONFIDENTIAL,
    /** Could not be interpolated; the problem was reported and must not be reported again. */
    UNRESOLVED
  }

  /** A single value. */
  record Scalar(String text, boolean quoted, Origin origin, Position position)
      implements ConfigValue {

    /** A scalar as it was written. */
    public Scalar(String text, boolean quoted, Position position) {
      this(text, quoted, Origin.WRITTEN, position);
    }

    @Override
    public boolean isNull() {
      return !quoted
          && origin == Origin.WRITTEN
          && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
    }

    @Override
    public String toString() {
      return "scalar at " + position;
    }
  }

  /** A list. */
  record Sequence(List<ConfigValue> items, Position position) implements ConfigValue {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** Keys with values, in the order of the file. */
  record Mapping(Map<String, Entry> entries, Position position) implements ConfigValue {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /** A mapping without keys that stands nowhere. */
    public static Mapping empty() {
      return new Mapping(Map.of(), Position.outside("default"));
    }

    /** The value of a key; null when the key is absent or its value is YAML's null. */
    public @Nullable ConfigValue get(String key) {
      Entry entry = entries.get(key);
      return entry == null || entry.value().isNull() ? null : entry.value();
    }

    /** The value below a path of keys; null when there is none or it is YAML's null. */
    public @Nullable ConfigValue find(String... path) {
      ConfigValue at = this;
      for (String key : path) {
        at = at instanceof Mapping mapping ? mapping.get(key) : null;
      }
      return at;
    }

    /** This mapping with every key of {@code over} in its place; values are not merged. */
    public Mapping overlay(Mapping over) {
      Map<String, Entry> merged = new LinkedHashMap<>(entries);
      merged.putAll(over.entries);
      return new Mapping(merged, over.entries.isEmpty() ? position : over.position);
    }

    /** This mapping with one more key; it replaces a key of the same name. */
    public Mapping with(String key, ConfigValue value) {
      Map<String, Entry> more = new LinkedHashMap<>(entries);
      more.put(key, new Entry(value.position(), value));
      return new Mapping(more, position);
    }

    /** This mapping without one of its keys. */
    public Mapping without(String key) {
      Map<String, Entry> fewer = new LinkedHashMap<>(entries);
      fewer.remove(key);
      return new Mapping(fewer, position);
    }
  }

  /** The value of a key and where the key itself stands. */
  record Entry(Position keyPosition, ConfigValue value) {}
}
