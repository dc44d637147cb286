package dev.vcond.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A label whose values come from code that may not know better: the first few values of each owner
 * are kept, all others become {@code other}, so that no document can fill a time-series database.
 * Thread-safe.
 */
final class BoundedLabel {
  private static final String OTHER = "other";

  private final int most;
  private final ConcurrentMap<String, Set<String>> known = new ConcurrentHashMap<>();

  /**
   * @param most how many values of one owner are kept
   */
  BoundedLabel(int most) {
    this.most = most;
  }

  /** The value, or what stands for it. */
  String kept(String owner, String value) {
    Set<String> values = known.computeIfAbsent(owner, _ -> ConcurrentHashMap.newKeySet());
    return values.contains(value) || added(values, value) ? value : OTHER;
  }

  private boolean added(Set<String> values, String value) {
    // Two at once must not both take the last place.
    synchronized (values) {
      if (values.size() < most) {
        values.add(value);
      }
      return values.contains(value);
    }
  }
}
