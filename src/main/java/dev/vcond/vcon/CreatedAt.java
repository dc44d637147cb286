package dev.vcond.vcon;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code created_at} as generously as producers write it: RFC 3339, with a blank instead of
 * {@code T}, without seconds, offset (UTC is meant then) or time; RFC 1123 as mail has it; seconds
 * or milliseconds since 1970.
 */
final class CreatedAt {
  private static final Pattern ISO =
      Pattern.compile(
          "(\\d{4})-(\\d\\d)-(\\d\\d)"
              + "(?:[Tt ]+(\\d\\d):(\\d\\d)(?::(\\d\\d)(?:[.,](\\d+))?)?)?"
              + " ?(?:[Zz]|UTC|([+-])(\\d\\d):?(\\d\\d)?)?");
  private static final Pattern EPOCH = Pattern.compile("(-?\\d{9,13})(?:\\.\\d+)?");
  private static final int LONGEST = 64;
  private static final long MILLISECONDS_FROM = 100_000_000_000L; // as seconds: the year 5138

  private CreatedAt() {}

  /** The moment in its own offset, or empty if the text is no date. */
  static Optional<OffsetDateTime> parse(String text) {
    String trimmed = text.strip();
    if (trimmed.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      Matcher iso = ISO.matcher(trimmed);
      if (iso.matches()) {
        return Optional.of(iso(iso));
      }
      Matcher epoch = EPOCH.matcher(trimmed);
      if (epoch.matches()) {
        return Optional.of(epoch(Long.parseLong(epoch.group(1))));
      }
      return Optional.of(OffsetDateTime.parse(trimmed, DateTimeFormatter.RFC_1123_DATE_TIME));
    } catch (DateTimeException _) {
      return Optional.empty(); // there is no 30th of February; the document is stored all the same
    }
  }

  private static OffsetDateTime iso(Matcher m) {
    LocalDate date = LocalDate.of(number(m.group(1)), number(m.group(2)), number(m.group(3)));
    // RFC 3339 knows leap seconds, Java does not.
    int second = Math.min(number(m.group(6)), 59);
    LocalTime time =
        LocalTime.of(number(m.group(4)), number(m.group(5)), second, nanos(m.group(7)));
    return OffsetDateTime.of(date, time, offset(m.group(8), m.group(9), m.group(10)));
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static int nanos(@Nullable String fraction) {
    return fraction == null ? 0 : Integer.parseInt((fraction + "000000000").substring(0, 9));
  }

  private static ZoneOffset offset(
      @Nullable String sign, @Nullable String hours, @Nullable String minutes) {
    int factor = "-".equals(sign) ? -1 : 1;
    return ZoneOffset.ofHoursMinutes(factor * number(hours), factor * number(minutes));
  }

  private static OffsetDateTime epoch(long number) {
    Instant instant =
        Math.abs(number) < MILLISECONDS_FROM
            ? Instant.ofEpochSecond(number)
            : Instant.ofEpochMilli(number);
    return instant.atOffset(ZoneOffset.UTC);
  }
}
