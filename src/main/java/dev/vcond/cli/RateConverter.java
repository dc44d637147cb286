package dev.vcond.cli;

import dev.vcond.deadletter.Rate;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Rates on the command line: 200, 200/s, 30/m. */
final class RateConverter implements ITypeConverter<Rate> {
  private static final Pattern RATE = Pattern.compile("(\\d{1,9})(?:/(s|m|h))?");
  private static final Map<String, Duration> UNITS =
      Map.of("s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1));

  @Override
  public Rate convert(String text) {
    Matcher rate = RATE.matcher(text);
    try {
      if (rate.matches()) {
        String unit = rate.group(2) == null ? "s" : rate.group(2);
        return new Rate(Long.parseLong(rate.group(1)), UNITS.getOrDefault(unit, Duration.ZERO));
      }
    } catch (IllegalArgumentException _) {
      // Zero, or beyond all measure.
    }
    throw new TypeConversionException("expected a rate such as 200/s, 30/m or 5/h");
  }
}
