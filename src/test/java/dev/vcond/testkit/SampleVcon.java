package dev.vcond.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vcond.vcon.NotJsonException;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Builds documents for tests: a short call between two people, with whatever a test adds or
 * replaces. Values are JSON text, so that a test decides about every byte.
 */
public final class SampleVcon {
  private final Map<String, String> members = new LinkedHashMap<>();
  private VconId id = randomId();

  private SampleVcon() {
    with("vcon", "\"0.4.0\"");
    with("created_at", "\"2026-03-14T15:09:26.535+01:00\"");
    with("subject", "\"A question about an invoice\"");
    with(
        "parties",
        "[{\"tel\": \"+12025550123\", \"name\": \"Ada\"}, {\"mailto\": \"help@example.com\"}]");
    with(
        "dialog",
        "[{\"type\": \"text\", \"start\": \"2026-03-14T15:09:26.535+01:00\", \"parties\": [0, 1],"
            + " \"mediatype\": \"text/plain\", \"encoding\": \"none\", \"body\": \"Good"
            + " morning.\"}]");
  }

  /** A document with a new random id. */
  public static SampleVcon document() {
    return new SampleVcon();
  }

  /** A new random id. */
  public static VconId randomId() {
    return id(UUID.randomUUID().toString());
  }

  /** The id that this text is. */
  public static VconId id(String text) {
    return VconId.parse(text).orElseThrow();
  }

  /** A document from its text. */
  public static Vcon read(VconId id, String json) {
    try {
      return Vcon.read(id, json.getBytes(UTF_8));
    } catch (NotJsonException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Gives the document another id. */
  public SampleVcon id(VconId other) {
    id = other;
    return this;
  }

  /** Sets a member to a JSON text, at its place if it is there already. */
  public SampleVcon with(String name, String json) {
    members.put(name, json);
    return this;
  }

  /** Removes a member. */
  public SampleVcon without(String name) {
    members.remove(name);
    return this;
  }

  /** Adds a recording whose body has this many characters. */
  public SampleVcon withBody(int length) {
    return with(
        "attachments",
        "[{\"purpose\": \"recording\", \"encoding\": \"base64url\", \"body\": \""
            + "QUJDREVG".repeat(length / 8 + 1).substring(0, length)
            + "\"}]");
  }

  /** The JSON text. */
  public String json() {
    StringBuilder json = new StringBuilder("{\"uuid\": \"").append(id.canonical()).append('"');
    members.forEach((name, value) -> json.append(", \"").append(name).append("\": ").append(value));
    return json.append('}').toString();
  }

  /** The document. */
  public Vcon vcon() {
    return read(id, json());
  }
}
