package dev.vcond.storage.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.Arrays;

/** Cuts the bytes of one member out of a JSON object, as they are. */
final class Member {
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private Member() {}

  static byte[] of(byte[] object, String name) throws IOException {
    try (JsonParser parser = JSON.createParser(object)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("expected a JSON object with the member \"" + name + "\"");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String found = parser.currentName();
        parser.nextToken();
        int begin = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        if (found.equals(name)) {
          parser.finishToken();
          return Arrays.copyOfRange(object, begin, (int) parser.currentLocation().getByteOffset());
        }
      }
    }
    throw new IOException("the answer has no member \"" + name + "\"");
  }
}
