package dev.vcond.deadletter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.vcond.queue.Keys;
import dev.vcond.queue.RawEntry;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Entries that somebody named, and which of them have been found. Not thread-safe. */
final class NamedEntries {
  /** By their beginning and length, which is all that is read of a long one. */
  private final Map<String, String> names = new LinkedHashMap<>();

  private final Set<String> found = new HashSet<>();

  NamedEntries(List<String> entries) {
    for (String entry : entries) {
      byte[] raw = Keys.bytes(entry);
      names.put(key(raw, raw.length), entry);
    }
  }

  /** Whether an entry is one of them; from then on it counts as found. */
  boolean has(RawEntry entry) {
    String key = key(entry.beginning(), entry.length());
    if (!names.containsKey(key)) {
      return false;
    }
    found.add(key);
    return true;
  }

  /** Those that were not found, in their order. */
  List<String> missing() {
    return names.entrySet().stream()
        .filter(name -> !found.contains(name.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static String key(byte[] raw, long length) {
    byte[] beginning = raw.length > RawEntry.MOST ? Arrays.copyOf(raw, RawEntry.MOST) : raw;
    return length + ":" + new String(beginning, ISO_8859_1);
  }
}
