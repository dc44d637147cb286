package dev.vcond.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as operators write them: {@code 30s}, {@code 1.5h}, {@code 1h30m}, or bare seconds. */
public final class Durations {

  static final String EXPECTED = "expected a time such as 30s, 250ms, 5m, 1h or 2d";

  private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");
  private static final Pattern PART =
      Pattern.compile("(" + NUMBER.pattern() + ")\\s*(ms|us|s|m|h|d)\\s*");

  private static final Map<String, Long> NANOS =
      Map.of(
          "us", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L,
          "d", 86_400_000_000_000L);

  private static final List<String> UNITS = List.of("d", "h", "m", "s", "ms", "us");

  /** A century: far beyond any use, and well inside what fits in nanoseconds. */
  private static final BigDecimal LONGEST = BigDecimal.valueOf(Duration.ofDays(36_500).toNanos());

  private Durations() {}

  /**
   * The time that a text means.
   *
   * @throws IllegalArgumentException saying what was expected, without the text
   */
  public static Duration parse(String text) {
    String written = text.strip();
    if (NUMBER.matcher(written).matches()) {
      return of(nanos(written, "s"));
    }
    BigDecimal sum = BigDecimal.ZERO;
    Matcher part = PART.matcher(written);
    while (part.regionStart() < written.length() && part.lookingAt()) {
      sum = sum.add(nanos(part.group(1), part.group(2)));
      part.region(part.end(), written.length());
    }
    if (written.isEmpty() || part.regionStart() != written.length()) {
      throw new IllegalArgumentException(EXPECTED);
    }
    return of(sum);
  }

  private static BigDecimal nanos(String number, String unit) {
    return new BigDecimal(number).multiply(BigDecimal.valueOf(NANOS.getOrDefault(unit, 0L)));
  }

  private static Duration of(BigDecimal nanos) {
    if (nanos.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("expected a time of at most 36500d");
    }
    return Duration.ofNanos(nanos.longValue());
  }

  /** The shortest exact way to write a time, such as {@code 1h30m}; negative ones have none. */
  public static String text(Duration time) {
    StringBuilder text = new StringBuilder();
    long rest = time.toNanos();
    for (String unit : UNITS) {
      long nanos = NANOS.getOrDefault(unit, 1L);
      if (rest >= nanos) {
        text.append(rest / nanos).append(unit);
        rest %= nanos;
      }
    }
    return text.isEmpty() ? "0s" : text.toString();
  }
}
