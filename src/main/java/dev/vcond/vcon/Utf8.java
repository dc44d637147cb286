package dev.vcond.vcon;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Finds bytes that are not UTF-8. Needed because a JSON parser that skips a string does not look at
 * overlong forms and encoded surrogates, which a database refuses later.
 */
final class Utf8 {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  /** The offset of the first malformed sequence, or -1 if all bytes are UTF-8. */
  static int firstMalformed(byte[] bytes) {
    int ascii = asciiPrefix(bytes);
    return ascii == bytes.length ? -1 : decode(bytes, ascii);
  }

  private static int asciiPrefix(byte[] bytes) {
    int i = 0;
    while (i + Long.BYTES <= bytes.length && ((long) LONG.get(bytes, i) & HIGH_BITS) == 0) {
      i += Long.BYTES;
    }
    while (i < bytes.length && bytes[i] >= 0) {
      i++;
    }
    return i;
  }

  private static int decode(byte[] bytes, int from) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes, from, bytes.length - from);
    CharBuffer scratch = CharBuffer.allocate(Math.clamp(in.remaining(), 2, 8192));
    while (true) {
      CoderResult result = decoder.decode(in, scratch, true);
      if (result.isError()) {
        return in.position();
      }
      if (result.isUnderflow()) {
        return -1;
      }
      scratch.clear();
    }
  }
}
