package dev.vcond.storage;

import dev.vcond.vcon.Vcon;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * A document compressed with gzip (RFC 1952), for services that have to be told its size first. It
 * lies in pieces, because a growing array would take three times its size, and in one piece at
 * that. Immutable.
 */
public final class Gzipped {
  private static final int PIECE = 1 << 16;

  private final List<byte[]> pieces;
  private final int size;

  private Gzipped(List<byte[]> pieces, int size) {
    this.pieces = pieces;
    this.size = size;
  }

  /** Compresses a document. */
  public static Gzipped of(Vcon vcon) throws IOException {
    var pieces = new Pieces(Math.min(vcon.size() / 2 + 64, PIECE));
    try (OutputStream out = new GZIPOutputStream(pieces, 1 << 13)) {
      vcon.writeTo(out);
    }
    return pieces.finished();
  }

  /** Compressed bytes. */
  public int size() {
    return size;
  }

  /** The compressed bytes, read-only and without a copy. */
  public List<ByteBuffer> buffers() {
    return pieces.stream().map(piece -> ByteBuffer.wrap(piece).asReadOnlyBuffer()).toList();
  }

  /** Writes the compressed bytes. */
  public void writeTo(OutputStream out) throws IOException {
    for (byte[] piece : pieces) {
      out.write(piece);
    }
  }

  /** A new stream over the compressed bytes, without a copy. */
  public InputStream newStream() {
    return new SequenceInputStream(
        Collections.enumeration(pieces.stream().map(ByteArrayInputStream::new).toList()));
  }

  private static final class Pieces extends OutputStream {
    private final List<byte[]> full = new ArrayList<>();
    private byte[] last;
    private int used;
    private int size;

    private Pieces(int first) {
      last = new byte[first];
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      int from = offset;
      int left = length;
      while (left > 0) {
        if (used == last.length) {
          full.add(last);
          last = new byte[PIECE];
          used = 0;
        }
        int count = Math.min(left, last.length - used);
        System.arraycopy(source, from, last, used, count);
        from += count;
        left -= count;
        used += count;
      }
      size = Math.addExact(size, length);
    }

    private Gzipped finished() {
      byte[] rest = new byte[used];
      System.arraycopy(last, 0, rest, 0, used);
      full.add(rest);
      return new Gzipped(List.copyOf(full), size);
    }
  }
}
