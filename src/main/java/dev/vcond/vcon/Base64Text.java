package dev.vcond.vcon;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Reads base64 as generously as producers write it. */
final class Base64Text {
  private Base64Text() {}

  /** The bytes of a text; empty if it is no base64 of any kind. */
  static Optional<byte[]> decoded(JsonNode text) {
    // A large one is not made a string first: recordings have hundreds of megabytes.
    return decoded(
        text instanceof LargeText large ? large.ascii() : text.asText().getBytes(ISO_8859_1));
  }

  private static Optional<byte[]> decoded(byte[] ascii) {
    int length = 0;
    for (byte character : ascii) {
      switch (character) {
        case '-' -> ascii[length++] = '+';
        case '_' -> ascii[length++] = '/';
        case '=', '\r', '\n', '\t', ' ' -> {} // padding tells nothing; line breaks as mail has them
        default -> ascii[length++] = character;
      }
    }
    try {
      return Optional.of(
          Base64.getDecoder()
              .decode(length == ascii.length ? ascii : Arrays.copyOf(ascii, length)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
