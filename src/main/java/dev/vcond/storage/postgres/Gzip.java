package dev.vcond.storage.postgres;

import dev.vcond.vcon.Vcon;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Documents as a column of compressed bytes holds them (RFC 1952). */
final class Gzip {
  private static final int BUFFER = 1 << 16;

  private Gzip() {}

  static byte[] pack(Vcon vcon) throws IOException {
    var packed = new ByteArrayOutputStream(vcon.size() / 4 + 64);
    try (OutputStream out = new GZIPOutputStream(packed, BUFFER)) {
      vcon.writeTo(out);
    }
    return packed.toByteArray();
  }

  static byte[] unpack(byte[] packed) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed), BUFFER)) {
      return in.readAllBytes();
    }
  }
}
