package dev.vcond.app.demo.proof;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads dates as ISO 8601 has them; UTC where there is no offset. */
final class Moments {
  private Moments() {}

  static Optional<Instant> parse(String text) {
    try {
      if (text.length() <= "2024-01-01".length()) {
        return Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
      }
      return Optional.of(
          text.matches(".*T.*([Zz]|[+-]\\d\\d:\\d\\d)")
              ? OffsetDateTime.parse(text).toInstant()
              : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException _) {
      return Optional.empty(); // then nothing is expected of the column
    }
  }
}
