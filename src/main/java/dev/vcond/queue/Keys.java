package dev.vcond.queue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vcond.vcon.VconId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The names of everything we keep in Redis; the list's name in braces keeps them in one hash slot.
 */
public final class Keys {
  static final byte[] LISTS = bytes("vcond:lists");
  private static final int MOST_NAMED = 5;

  private Keys() {}

  /** Text as Redis gets it. */
  public static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  /** The key of a document, with the id as it was popped. */
  public static byte[] document(VconId id) {
    return bytes("vcon:" + id.asPopped());
  }

  static byte[] inflight(String list) {
    return bytes("vcond:{" + list + "}:inflight");
  }

  static byte[] heartbeat(String list, String instance) {
    return bytes("vcond:{" + list + "}:heartbeat:" + instance);
  }

  static byte[] instances(String list) {
    return bytes("vcond:{" + list + "}:instances");
  }

  static String recordPrefix(String list) {
    return "vcond:{" + list + "}:record:";
  }

  /** The key of the record that explains what happened to an id of a list. */
  public static byte[] record(String list, byte[] rawId) {
    Optional<VconId> id = VconId.parse(rawId);
    return bytes(
        recordPrefix(list) + (id.isPresent() ? id.get().asPopped() : "sha1:" + sha1(rawId)));
  }

  /** The dead-letter list of an ingress list. */
  public static byte[] deadLetters(String list) {
    return bytes("DLQ:" + list);
  }

  /**
   * Whose records and claims belong to the entries of {@code DLQ:<list>}: the ingress list's, but
   * owed writes are claimed from where they are.
   */
  static String owner(String list) {
    return list.startsWith("storage:") ? "DLQ:" + list : list;
  }

  /** Who turns a dead-letter list at the moment. */
  static byte[] round(String list) {
    return bytes("vcond:{" + list + "}:round");
  }

  /** How many entries are left of a round that did not come to its end. */
  static byte[] roundLeft(String list) {
    return bytes("vcond:{" + list + "}:round:left");
  }

  /** The list of ids whose write to one storage is owed. */
  public static byte[] owed(String storage) {
    return bytes("DLQ:storage:" + storage);
  }

  static String sha1(byte[] data) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(data));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }

  static String text(byte[] raw) {
    return new String(raw, ISO_8859_1);
  }

  /** A few lists for a message. */
  static String named(List<String> lists) {
    int more = lists.size() - MOST_NAMED;
    return more <= 0
        ? String.join(", ", lists)
        : String.join(", ", lists.subList(0, MOST_NAMED)) + " and " + more + " more";
  }
}
