package dev.vcond.cli;

import java.time.Duration;
import java.util.Locale;

/** How the demo writes numbers: for people, and the same in every locale. */
final class DemoText {
  private DemoText() {}

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String rate(double perSecond) {
    return count(Math.round(perSecond));
  }

  static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
  }

  /** Milliseconds with as many digits as mean something. */
  static String millis(Duration took) {
    double millis = took.toNanos() / 1e6;
    return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%,.0f ms", millis);
  }

  static String bytes(long bytes) {
    if (bytes < 1_000) {
      return bytes + " bytes";
    }
    if (bytes < 1_000_000) {
      return String.format(Locale.ROOT, "%.1f KB", bytes / 1e3);
    }
    return String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
  }
}
