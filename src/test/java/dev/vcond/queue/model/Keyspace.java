package dev.vcond.queue.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a Redis holds: strings, lists and hashes by key. Compared by content; not to be changed once
 * it is part of a {@link World}.
 */
final class Keyspace {
  private final Map<String, Object> values;

  Keyspace() {
    this(new TreeMap<>());
  }

  private Keyspace(Map<String, Object> values) {
    this.values = values;
  }

  /** A copy to change. */
  Keyspace copy() {
    var copy = new TreeMap<String, Object>();
    values.forEach((key, value) -> copy.put(key, copyOf(value)));
    return new Keyspace(copy);
  }

  private static Object copyOf(Object value) {
    return switch (value) {
      case List<?> list -> new ArrayList<>(list);
      case Map<?, ?> map -> new TreeMap<>(map);
      default -> value;
    };
  }

  /** {@code none}, {@code string}, {@code list} or {@code hash}. */
  String type(String key) {
    return switch (values.get(key)) {
      case null -> "none";
      case List<?> _ -> "list";
      case Map<?, ?> _ -> "hash";
      default -> "string";
    };
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  @Nullable String text(String key) {
    return (String) values.get(key);
  }

  /** The list, or an empty one that is not kept. */
  @SuppressWarnings("unchecked")
  List<String> list(String key) {
    Object value = values.get(key);
    return value == null ? List.of() : (List<String>) value;
  }

  /** The list, made if it is not there. */
  @SuppressWarnings("unchecked")
  List<String> listToFill(String key) {
    return (List<String>) values.computeIfAbsent(key, _ -> new ArrayList<String>());
  }

  /** The hash, or an empty one that is not kept. */
  @SuppressWarnings("unchecked")
  Map<String, String> hash(String key) {
    Object value = values.get(key);
    return value == null ? Map.of() : (Map<String, String>) value;
  }

  /** The hash, made if it is not there. */
  @SuppressWarnings("unchecked")
  Map<String, String> hashToFill(String key) {
    return (Map<String, String>) values.computeIfAbsent(key, _ -> new TreeMap<String, String>());
  }

  void put(String key, String text) {
    values.put(key, text);
  }

  boolean remove(String key) {
    return values.remove(key) != null;
  }

  /** Redis has no empty lists and hashes. */
  void dropIfEmpty(String key) {
    Object value = values.get(key);
    if ((value instanceof List<?> list && list.isEmpty())
        || (value instanceof Map<?, ?> map && map.isEmpty())) {
      values.remove(key);
    }
  }

  /** Every key with its content, in the order of the keys. */
  Map<String, Object> content() {
    return values;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Keyspace that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
