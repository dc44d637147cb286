package dev.vcond.vcon;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one pass over a document that came in: proves that it is one JSON object in UTF-8 and picks
 * its {@link Headline}. Builds no tree and decodes no string that it does not need.
 */
final class HeadlineScan {
  /** What Jackson adds for programmers: its own settings, and positions a second time. */
  private static final Pattern NOISE =
      Pattern.compile(
          " ?\\((?:start marker at|for \\w+ starting at|not recognized as) .*"
              + "|:? enable `[^`]*` to allow|, from `[^`]*`");

  private static final int LONGEST_REASON = 200;

  private final VconId id;
  private final byte[] json;
  private @Nullable String uuid;
  private @Nullable String createdAt;
  private @Nullable String subject;
  private boolean payload;
  private boolean signatures;
  private boolean ciphertext;
  private boolean header;

  private HeadlineScan(VconId id, byte[] json) {
    this.id = id;
    this.json = json;
  }

  static Headline read(VconId id, byte[] json) throws NotJsonException {
    HeadlineScan scan = new HeadlineScan(id, json);
    scan.checkEncoding();
    try (JsonParser parser = VconCodec.strangersParser(json)) {
      scan.root(parser);
    } catch (JsonProcessingException e) {
      throw scan.notJson(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // no input but an array
    }
    return new Headline(scan.form(), scan.uuid, scan.createdAt, scan.subject);
  }

  private void checkEncoding() throws NotJsonException {
    if (json.length >= 3
        && json[0] == (byte) 0xEF
        && json[1] == (byte) 0xBB
        && json[2] == (byte) 0xBF) {
      throw notJson(0, "it starts with a byte order mark; store it without");
    }
    // Jackson guesses UTF-16 and UTF-32 from NUL bytes among the first four and would accept them.
    for (int i = 0; i < Math.min(4, json.length); i++) {
      if (json[i] == 0) {
        throw notJson(
            i, "a NUL byte; the document must be UTF-8, this looks like UTF-16 or UTF-32");
      }
    }
    int malformed = Utf8.firstMalformed(json);
    if (malformed >= 0) {
      throw notJson(malformed, "bytes that are not UTF-8");
    }
  }

  private void root(JsonParser parser) throws IOException, NotJsonException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw notJson(0, "it is empty");
    }
    if (first != JsonToken.START_OBJECT) {
      throw notJson(
          offset(parser.currentTokenLocation()),
          "a vCon is a JSON object, this is " + described(first));
    }
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      member(name, value, parser);
      parser.skipChildren();
    }
    if (parser.nextToken() != null) {
      throw notJson(offset(parser.currentTokenLocation()), "text after the end of the object");
    }
  }

  private void member(String name, JsonToken value, JsonParser parser) throws IOException {
    boolean present = value != JsonToken.VALUE_NULL;
    switch (name) {
      case "uuid" -> uuid = text(value, parser);
      case "created_at" -> createdAt = text(value, parser);
      case "subject" -> subject = text(value, parser);
      case "payload" -> payload = present;
      case "signatures", "signature" -> signatures |= present;
      case "ciphertext" -> ciphertext = present;
      case "recipients", "protected", "unprotected", "header", "encrypted_key", "iv" ->
          header |= present;
      default -> {}
    }
  }

  private static @Nullable String text(JsonToken value, JsonParser parser) throws IOException {
    if (value == JsonToken.VALUE_NULL) {
      return null;
    }
    return value.isScalarValue() ? parser.getText() : Headline.NOT_A_SCALAR;
  }

  private Form form() {
    if (uuid != null) {
      return Form.PLAIN;
    }
    if (payload && signatures) {
      return Form.SIGNED;
    }
    return ciphertext && header ? Form.ENCRYPTED : Form.PLAIN;
  }

  private static String described(JsonToken token) {
    return switch (token) {
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_NULL -> "null";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case START_OBJECT, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          "something else";
    };
  }

  private NotJsonException notJson(JsonProcessingException e) {
    String reason = NOISE.matcher(e.getOriginalMessage()).replaceAll("");
    if (reason.length() > LONGEST_REASON) {
      reason = reason.substring(0, LONGEST_REASON) + "...";
    }
    return notJson(offset(e.getLocation()), reason);
  }

  private NotJsonException notJson(long offset, String reason) {
    return new NotJsonException(id, json, offset, reason);
  }

  private long offset(@Nullable JsonLocation location) {
    return location == null ? json.length : location.getByteOffset();
  }
}
