package dev.vcond.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vcond.vcon.NotJsonException;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What is stored in the place of a document that was cut into parts. It is JSON itself, with the
 * members by which storages find and date documents.
 *
 * @param size bytes of the document
 * @param partSize bytes of each part but the last
 * @param sha256 of the document, in hex
 */
record Manifest(long size, int partSize, String sha256) {
  private static final String MARK = "vcond_manifest";
  private static final String FORMAT = "1.0";

  /** Longer than any manifest: larger documents need not be looked at. */
  private static final int LONGEST = 16 * 1024;

  private static final byte[] MARK_BYTES = ('"' + MARK + '"').getBytes(UTF_8);
  private static final ObjectMapper JSON = new ObjectMapper();

  static Manifest of(Vcon vcon, int partSize) {
    return new Manifest(vcon.size(), partSize, sha256(vcon));
  }

  private static String sha256(Vcon vcon) {
    MessageDigest digest = digest();
    digest.update(vcon.buffer());
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }

  /**
   * The name under which the parts are stored. Another content or another cut is another version.
   */
  String version() {
    MessageDigest digest = digest();
    digest.update((sha256 + ":" + partSize).getBytes(UTF_8));
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }

  int parts() {
    return Math.toIntExact((size + partSize - 1) / partSize);
  }

  /** The document that stands for the one that was cut. */
  Vcon standIn(Vcon cut) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put(MARK, FORMAT);
    json.put("uuid", cut.id().canonical());
    cut.createdAt().ifPresent(text -> json.put("created_at", text));
    cut.subject().filter(text -> text.length() < 1_000).ifPresent(s -> json.put("subject", s));
    json.put("size", size);
    json.put("part_size", partSize);
    json.put("sha256", sha256);
    try {
      return Vcon.read(cut.id(), JSON.writeValueAsBytes(json));
    } catch (IOException | NotJsonException e) {
      throw new IllegalStateException("a manifest is JSON", e);
    }
  }

  /** The manifest that was read in the place of a document; empty if it is a document. */
  static Optional<Manifest> read(VconId id, byte[] stored) {
    if (stored.length > LONGEST || !contains(stored)) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(stored);
      boolean ours =
          FORMAT.equals(json.path(MARK).textValue())
              && id.canonical().equals(json.path("uuid").textValue())
              && json.path("size").canConvertToLong()
              && json.path("part_size").asInt() > 0
              && json.path("sha256").isTextual();
      return ours
          ? Optional.of(
              new Manifest(
                  json.path("size").asLong(),
                  json.path("part_size").asInt(),
                  json.path("sha256").asText()))
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static boolean contains(byte[] stored) {
    for (int at = 0; at + MARK_BYTES.length <= stored.length; at++) {
      int same = 0;
      while (same < MARK_BYTES.length && stored[at + same] == MARK_BYTES[same]) {
        same++;
      }
      if (same == MARK_BYTES.length) {
        return true;
      }
    }
    return false;
  }
}
