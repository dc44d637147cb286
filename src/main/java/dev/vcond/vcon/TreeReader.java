package dev.vcond.vcon;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Optional;

/** Reads a tree whose strings and numbers will be written again as they stand in the source. */
final class TreeReader {
  /** From this many bytes on a string is left where it is; see {@link LargeText}. */
  static final int LARGE = 64 * 1024;

  /** A longer integer costs more to compute than anybody asks for it. */
  private static final int LONGEST_INTEGER = 1_000;

  /** So many characters, sign included, always fit a long. */
  private static final int SURELY_LONG = 18;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final byte[] json;
  private final JsonParser parser;

  private TreeReader(byte[] json, JsonParser parser) {
    this.json = json;
    this.parser = parser;
  }

  /** The tree of a document that {@link HeadlineScan} found valid. The array must not change. */
  static ObjectNode readObject(byte[] json) {
    try (JsonParser parser = VconCodec.parser(json, 0, json.length)) {
      parser.nextToken();
      return new TreeReader(json, parser).object();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the document was validated when it came
    }
  }

  /** The tree of a text that may be JSON or not. */
  static Optional<JsonNode> readText(String text) {
    byte[] json = text.getBytes(UTF_8);
    // Without characters that UTF-8 cannot carry: getBytes would put a question mark there.
    if (json.length == 0 || text.indexOf('\0') >= 0 || !UTF_8.newEncoder().canEncode(text)) {
      return Optional.empty();
    }
    if (!isOneValue(json)) {
      return Optional.empty();
    }
    try (JsonParser parser = VconCodec.parser(json, 0, json.length)) {
      return Optional.of(new TreeReader(json, parser).value(parser.nextToken()));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it was just found valid
    }
  }

  private static boolean isOneValue(byte[] json) {
    try (JsonParser parser = VconCodec.strangersParser(json)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      parser.finishToken();
      return parser.nextToken() == null;
    } catch (IOException _) {
      return false;
    }
  }

  private JsonNode value(JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> text();
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NUMBER_FLOAT -> fraction();
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new IllegalStateException("A JSON value cannot begin with " + token + ".");
    };
  }

  private ObjectNode object() throws IOException {
    ObjectNode object = NODES.objectNode();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      object.set(name, value(parser.nextToken()));
    }
    return object;
  }

  private ArrayNode array() throws IOException {
    ArrayNode array = NODES.arrayNode();
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      array.add(value(t));
    }
    return array;
  }

  private JsonNode text() throws IOException {
    int from = (int) parser.currentTokenLocation().getByteOffset() + 1;
    // The parser is not asked for the string: it would decode all of it. The text is known to be
    // valid, so the next quote that is not escaped ends it.
    boolean escaped = false;
    boolean supplementary = false;
    int to = from;
    for (; json[to] != '"'; to++) {
      if (json[to] == '\\') {
        escaped = true;
        to++;
      } else if (json[to] <= (byte) 0xF7 && json[to] >= (byte) 0xF0) {
        supplementary = true;
      }
    }
    if (to - from >= LARGE) {
      return new LargeText(new Source(json, from, to, escaped));
    }
    if (escaped || supplementary) {
      return new SourceText(new Source(json, from, to, escaped));
    }
    return TextNode.valueOf(new String(json, from, to - from, UTF_8));
  }

  private JsonNode integer() throws IOException {
    String text = parser.getText();
    if (text.equals("-0") || text.length() > LONGEST_INTEGER) {
      return new NumberText(text);
    }
    if (text.length() <= SURELY_LONG) {
      return integer(Long.parseLong(text));
    }
    BigInteger value = new BigInteger(text);
    return value.bitLength() < Long.SIZE
        ? integer(value.longValue())
        : BigIntegerNode.valueOf(value);
  }

  private static JsonNode integer(long value) {
    return value == (int) value ? NODES.numberNode((int) value) : NODES.numberNode(value);
  }

  private JsonNode fraction() throws IOException {
    String text = parser.getText();
    if (text.length() > 24) { // longer than any double is written
      return new NumberText(text);
    }
    double value = Double.parseDouble(text);
    return Double.toString(value).equals(text) ? DoubleNode.valueOf(value) : new NumberText(text);
  }
}
