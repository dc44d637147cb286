package dev.vcond.vcon;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.UTF8JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** A JSON string where it stands in the bytes of a valid document, without its quotes. */
final class Source {
  private final byte[] json;
  private final int from;
  private final int to;
  private final boolean escaped;

  /** The range from the first byte behind the opening quote up to the closing one. */
  Source(byte[] json, int from, int to, boolean escaped) {
    this.json = json;
    this.from = from;
    this.to = to;
    this.escaped = escaped;
  }

  int length() {
    return to - from;
  }

  /** The characters that the string means. */
  String decoded() {
    if (!escaped) {
      return new String(json, from, length(), UTF_8);
    }
    try (JsonParser parser = VconCodec.parser(json, from - 1, length() + 2)) {
      parser.nextToken();
      return parser.getText();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the document was validated when it came
    }
  }

  /** The same as bytes, for what is ASCII. */
  byte[] ascii() {
    return escaped ? decoded().getBytes(ISO_8859_1) : Arrays.copyOfRange(json, from, to);
  }

  void writeTo(JsonGenerator out) throws IOException {
    // Every other generator (to characters, to a token buffer) refuses raw bytes.
    if (out instanceof UTF8JsonGenerator utf8) {
      utf8.writeRawUTF8String(json, from, length());
    } else {
      out.writeString(decoded());
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Source that
        && Arrays.equals(json, from, to, that.json, that.from, that.to);
  }

  @Override
  public int hashCode() {
    int hash = length();
    for (int i = from; i < Math.min(to, from + 64); i++) {
      hash = 31 * hash + json[i];
    }
    return hash;
  }

  @Override
  public String toString() {
    return "Source[" + length() + " bytes]";
  }
}
