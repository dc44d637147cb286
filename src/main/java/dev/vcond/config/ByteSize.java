package dev.vcond.config;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes, zero or more: {@code 10MB} is 10,000,000 and {@code 10MiB} 10,485,760. */
public record ByteSize(long bytes) {

  private static final Pattern WRITTEN =
      Pattern.compile("(\\d+(?:_\\d+)*(?:\\.\\d+)?)\\s*([a-z]*)", Pattern.CASE_INSENSITIVE);

  private static final Map<String, Long> UNITS =
      Map.ofEntries(
          Map.entry("", 1L),
          Map.entry("b", 1L),
          Map.entry("k", 1_000L),
          Map.entry("kb", 1_000L),
          Map.entry("m", 1_000_000L),
          Map.entry("mb", 1_000_000L),
          Map.entry("g", 1_000_000_000L),
          Map.entry("gb", 1_000_000_000L),
          Map.entry("kib", 1L << 10),
          Map.entry("mib", 1L << 20),
          Map.entry("gib", 1L << 30));

  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size cannot be negative");
    }
  }

  /**
   * Reads a size; a bare number means bytes.
   *
   * @throws IllegalArgumentException saying what was expected, without the text
   */
  public static ByteSize parse(String text) {
    Matcher matcher = WRITTEN.matcher(text.strip());
    Long unit = matcher.matches() ? UNITS.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
    if (unit == null) {
      throw new IllegalArgumentException("expected a size such as 10MB, 16MiB or 10000000");
    }
    double bytes = Double.parseDouble(matcher.group(1).replace("_", "")) * unit;
    if (bytes > 1e15) {
      throw new IllegalArgumentException("expected a size of at most 1000000GB");
    }
    return new ByteSize(Math.round(bytes));
  }

  /** The shortest exact way to write it, such as {@code 10MB}. */
  @Override
  public String toString() {
    if (bytes > 0 && bytes % 1_000_000_000 == 0) {
      return bytes / 1_000_000_000 + "GB";
    }
    if (bytes > 0 && bytes % 1_000_000 == 0) {
      return bytes / 1_000_000 + "MB";
    }
    if (bytes > 0 && bytes % (1 << 20) == 0) {
      return bytes / (1 << 20) + "MiB";
    }
    return bytes + "B";
  }
}
