package dev.vcond.metrics;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/** When something last went well, by its name. Thread-safe. */
final class LastSuccesses {
  private final InstantSource clock;
  private final ConcurrentMap<String, AtomicLong> millis = new ConcurrentHashMap<>();

  LastSuccesses(InstantSource clock) {
    this.clock = clock;
  }

  void now(String name) {
    AtomicLong last = millis.get(name);
    if (last == null) {
      last = millis.computeIfAbsent(name, _ -> new AtomicLong());
    }
    // Read at a scrape only: no need to be seen at once.
    last.lazySet(clock.millis());
  }

  /** In seconds since 1970. */
  Map<String, Double> seconds() {
    var all = new HashMap<String, Double>();
    millis.forEach((name, last) -> all.put(name, last.get() / 1e3));
    return all;
  }
}
