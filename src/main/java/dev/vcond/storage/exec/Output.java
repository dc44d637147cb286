package dev.vcond.storage.exec;

import dev.vcond.config.ByteSize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a program gives out, up to a bound. Not thread-safe. */
final class Output {
  private final ByteSize most;
  private final List<byte[]> pieces = new ArrayList<>();
  private long size;

  Output(ByteSize most) {
    this.most = most;
  }

  void add(byte[] bytes, int length) throws IOException {
    if (length == 0) {
      return;
    }
    size += length;
    if (size > most.bytes()) {
      throw new IOException(
          "it wrote more than " + most + " to standard output and was killed; see `max_output`");
    }
    pieces.add(Arrays.copyOf(bytes, length));
  }

  /** All of it; comes once, because the pieces are let go on the way. */
  byte[] take() {
    byte[] whole = new byte[(int) size];
    int at = 0;
    for (int i = 0; i < pieces.size(); i++) {
      byte[] piece = pieces.set(i, new byte[0]);
      System.arraycopy(piece, 0, whole, at, piece.length);
      at += piece.length;
    }
    return whole;
  }
}
