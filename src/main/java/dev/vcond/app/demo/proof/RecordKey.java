package dev.vcond.app.demo.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The part of a record's key that stands for the id. */
final class RecordKey {
  private RecordKey() {}

  static boolean isUuid(String id) {
    return id.matches("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  }

  /** A uuid itself; of anything else its SHA-1. */
  static String of(String id) {
    return isUuid(id) ? id : "sha1:" + sha1(id);
  }

  private static String sha1(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
