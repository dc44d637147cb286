package dev.vcond.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as a person reads them. */
final class Moments {
  private Moments() {}

  /** An instant in ISO 8601 to the second, in UTC; anything else as it is. */
  static String shown(String instant) {
    try {
      return Instant.parse(instant).truncatedTo(ChronoUnit.SECONDS).toString();
    } catch (DateTimeException _) {
      return SafeText.line(instant);
    }
  }

  /** The two largest units of a duration, such as {@code 6 d 23 h}. */
  static String shown(Duration duration) {
    if (duration.toDays() > 0) {
      return duration.toDays() + " d " + duration.toHoursPart() + " h";
    }
    if (duration.toHours() > 0) {
      return duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }
    return duration.toMinutes() > 0
        ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
        : duration.toSeconds() + " s";
  }
}
