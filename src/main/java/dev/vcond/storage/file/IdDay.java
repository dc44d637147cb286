package dev.vcond.storage.file;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/**
 * The days on which a vCon with a time-based id was probably created: the day in the id, and its
 * neighbours because {@code created_at} counts its date in its own offset.
 */
final class IdDay {
  private static final long GREGORIAN_TO_EPOCH_100NS = 0x01B21DD213814000L;

  private IdDay() {}

  /** Empty for an id without a time. Versions of RFC 9562. */
  static List<LocalDate> around(UUID id) {
    long high = id.getMostSignificantBits();
    return switch (id.version()) {
      case 1 ->
          around(
              gregorian(((high & 0xFFFL) << 48) | ((high >> 16 & 0xFFFFL) << 32) | (high >>> 32)));
      case 6 -> around(gregorian((high >>> 16 << 12) | (high & 0xFFFL)));
      // vCon libraries make version 8 with the milliseconds where version 7 has them; of other
      // makers' version 8 this reads a random day, where nothing is found.
      case 7, 8 -> around(high >>> 16);
      default -> List.of();
    };
  }

  private static long gregorian(long hundredNanos) {
    return Math.floorDiv(hundredNanos - GREGORIAN_TO_EPOCH_100NS, 10_000);
  }

  private static List<LocalDate> around(long epochMillis) {
    try {
      LocalDate day = Instant.ofEpochMilli(epochMillis).atOffset(ZoneOffset.UTC).toLocalDate();
      return List.of(day, day.minusDays(1), day.plusDays(1));
    } catch (DateTimeException _) {
      return List.of();
    }
  }
}
