package dev.vcond.vcon;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Base64;
import java.util.Optional;

/**
 * The body of a dialog, analysis or attachment together with its encoding: {@code json}, {@code
 * base64url} or none; any other counts as none. Nothing is decoded before it is asked for, and each
 * call decodes anew. Immutable and thread-safe.
 *
 * @param value as it stands in the document; must not be modified
 * @param encoding as it stands in the document, empty if there is none
 */
public record Body(JsonNode value, String encoding) {
  private static final String JSON = "json";
  private static final String BASE64URL = "base64url";
  private static final String NONE = "none";

  /** A text, which is written as it is. */
  public static Body ofText(String text) {
    return new Body(TextNode.valueOf(text), NONE);
  }

  /** A JSON value, which is written as its text. */
  public static Body ofJson(JsonNode value) {
    return new Body(WriteRules.jsonText(value), JSON);
  }

  /** Bytes, which are written in the URL-safe base64 alphabet without padding. */
  public static Body ofBytes(byte[] bytes) {
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return new Body(TextNode.valueOf(text), BASE64URL);
  }

  /** The body of an entry. */
  public static Body of(JsonNode entry) {
    JsonNode node = entry.path("body");
    JsonNode encoding = entry.path("encoding");
    return new Body(node, encoding.isTextual() ? encoding.asText() : "");
  }

  /** Whether there is none: absent, null or an empty text. */
  public boolean isEmpty() {
    return isAbsent() || (isText() && !isLarge() && value.asText().isEmpty());
  }

  boolean isAbsent() {
    return value.isMissingNode() || value.isNull();
  }

  private boolean isText() {
    return value.isTextual();
  }

  /** Looking at such a text would decode it. */
  private boolean isLarge() {
    return value instanceof LargeText;
  }

  /**
   * The text that it means: of {@code base64url} the decoded bytes as UTF-8, of an object or list
   * its JSON. Empty if there is no body, or if it is not what its encoding says.
   */
  public Optional<String> text() {
    return isBase64() && isText() ? bytes().map(bytes -> new String(bytes, UTF_8)) : written();
  }

  /**
   * The JSON value that it holds, as an object or list or as text: whatever is JSON, the encoding
   * aside (producers write {@code none} with JSON and the other way round). A text that is no JSON
   * is empty here, as is no body.
   */
  public Optional<JsonNode> json() {
    if (value.isContainerNode()) {
      return Optional.of(value);
    }
    return text().flatMap(TreeReader::readText);
  }

  /**
   * The bytes that it means: of {@code base64url} the decoded ones, with or without padding and in
   * either alphabet; else {@link #text} in UTF-8. Empty if there is no body, or if it is no base64
   * although it claims to be.
   */
  public Optional<byte[]> bytes() {
    return isBase64() && isText()
        ? Optional.of(value).filter(_ -> !isEmpty()).flatMap(Base64Text::decoded)
        : written().map(text -> text.getBytes(UTF_8));
  }

  /** What stands in the document: a text as it is, anything else as JSON. */
  private Optional<String> written() {
    if (isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(isText() ? value.asText() : WriteRules.jsonText(value).asText());
  }

  private boolean isBase64() {
    // "base64" is what producers write who mean the standard alphabet.
    return encoding.equals(BASE64URL) || encoding.equals("base64");
  }

  /** Names its kind without showing its content. */
  @Override
  public String toString() {
    return "Body[" + (encoding.isEmpty() ? "no encoding" : encoding) + "]";
  }
}
