package dev.vcond.link;

import java.util.Locale;

/** The code of a halt in the form that a label of metrics has. */
final class HaltCode {
  private static final int LONGEST = 40;

  private HaltCode() {}

  /** Never refuses: a halt must not become a dead letter because of how it is counted. */
  static String of(String code) {
    String start = code.substring(0, Math.min(code.length(), 2 * LONGEST));
    String plain =
        start.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
    return plain.isEmpty() ? "halted" : plain.substring(0, Math.min(plain.length(), LONGEST));
  }
}
