package dev.vcond.vcon;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Documents for the tests of this room. */
final class Samples {
  static final VconId ID = VconId.parse("0190a1b2-c3d4-8e5f-9a6b-7c8d9e0f0001").orElseThrow();

  private Samples() {}

  /** A document under {@link #ID}; single quotes stand for double ones. */
  static Vcon vcon(String json) {
    return read(json.replace('\'', '"').getBytes(UTF_8));
  }

  static Vcon read(byte[] json) {
    try {
      return Vcon.read(ID, json);
    } catch (NotJsonException e) {
      throw new AssertionError(e);
    }
  }

  /** The bytes of a file beside the tests. */
  static byte[] resource(String name) {
    try (InputStream in = Samples.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError("There is no test resource " + name + ".");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
