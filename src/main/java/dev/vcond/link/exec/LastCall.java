package dev.vcond.link.exec;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which call a process that stays speaks of on its standard error. Thread-safe. */
final class LastCall {
  /** What it says about a vCon may arrive after its answer, by another pipe. */
  private static final long LATE_NANOS = Duration.ofMillis(500).toNanos();

  private volatile @Nullable Request request;
  private volatile boolean runs;
  private volatile long endedAt;

  void begins(Request next) {
    request = next;
    runs = true;
  }

  void ends() {
    endedAt = System.nanoTime();
    runs = false;
  }

  /** Those of the call; between two calls only where the process belongs. */
  Map<String, String> facts() {
    Request last = request;
    if (last == null) {
      return Map.of();
    }
    boolean speaksOfIt = runs || System.nanoTime() - endedAt < LATE_NANOS;
    return speaksOfIt ? Facts.of(last.vcon(), last.context()) : Facts.of(last.context());
  }
}
