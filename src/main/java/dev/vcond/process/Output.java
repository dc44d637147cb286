package dev.vcond.process;

import dev.vcond.config.ByteSize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a program gives out, up to a bound. Not thread-safe. */
public final class Output {
  private final long most;
  private final List<byte[]> pieces = new ArrayList<>();
  private long size;

  Output(long most) {
    this.most = most;
  }

  void add(byte[] bytes, int length) throws IOException {
    if (length == 0) {
      return;
    }
    size += length;
    if (size > most) {
      throw new IOException(
          "it wrote more than %s to standard output and was killed; see `max_output`"
              .formatted(new ByteSize(most)));
    }
    pieces.add(Arrays.copyOf(bytes, length));
  }

  /** All of it; comes once, because the pieces are let go on the way. */
  public byte[] take() {
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
