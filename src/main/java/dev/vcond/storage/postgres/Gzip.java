package dev.vcond.storage.postgres;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Reads documents that a column of compressed bytes holds (RFC 1952). */
final class Gzip {
  private static final int BUFFER = 1 << 16;

  private Gzip() {}

  static byte[] unpack(byte[] packed) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed), BUFFER)) {
      return in.readAllBytes();
    }
  }
}
