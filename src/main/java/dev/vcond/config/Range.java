package dev.vcond.config;

import java.time.Duration;

/** Limits of options, checked by the compact constructors of the records. */
final class Range {

  private Range() {}

  static void check(String key, long value, long least, long most) {
    if (value < least || value > most) {
      throw new InvalidOption(
          key, "expected a number from %d to %d, not %d".formatted(least, most, value), "");
    }
  }

  static void checkPositive(String key, Duration value) {
    if (!value.isPositive()) {
      throw new InvalidOption(key, "expected a time longer than zero, such as 30s", "");
    }
  }

  static void checkText(String key, String value) {
    if (value.isBlank()) {
      throw new InvalidOption(key, "is empty", "Write a name, or remove the key.");
    }
  }
}
