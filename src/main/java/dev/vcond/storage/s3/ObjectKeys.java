package dev.vcond.storage.s3;

import dev.vcond.vcon.VconId;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/** The names of objects. Immutable. */
record ObjectKeys(String prefix) {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu/MM/dd");

  static ObjectKeys of(S3Options options) {
    return new ObjectKeys(options.prefix().isEmpty() ? "" : options.prefix() + "/");
  }

  String flat(VconId id) {
    return prefix + id.canonical() + ".json";
  }

  String dated(VconId id, String day) {
    return prefix + day + "/" + id.canonical() + ".vcon";
  }

  String lookup(VconId id) {
    return prefix + "lookup/" + id.canonical() + ".txt";
  }

  static String day(LocalDate date) {
    return date.format(DAY);
  }

  /** Whether a lookup object holds what one should. */
  static boolean isDay(String text) {
    return text.matches("\\d{4}/\\d{2}/\\d{2}");
  }

  String parts(VconId id) {
    return prefix + ".parts/" + id.canonical() + "/";
  }

  String parts(VconId id, String version) {
    return parts(id) + version + "/";
  }

  String part(VconId id, String version, int number) {
    return parts(id, version) + number;
  }
}
