package dev.vcond.bucket;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Queue;

/**
 * Bytes in one or many pieces, which are never copied together.
 *
 * @param pieces read-only; their positions are never moved
 */
public record Content(List<ByteBuffer> pieces) {
  /** Bytes in one piece. */
  public static Content of(ByteBuffer bytes) {
    return new Content(List.of(bytes));
  }

  /** An array, which must not be changed any more. */
  public static Content of(byte[] bytes) {
    return of(ByteBuffer.wrap(bytes));
  }

  /** In bytes. */
  public int size() {
    return pieces.stream().mapToInt(ByteBuffer::remaining).sum();
  }

  /** A range of the bytes, without a copy. */
  public Content slice(int from, int length) {
    List<ByteBuffer> within = new ArrayList<>();
    int begin = 0;
    for (ByteBuffer piece : pieces) {
      int end = begin + piece.remaining();
      int first = Math.max(from, begin);
      int last = Math.min(from + length, end);
      if (first < last) {
        within.add(piece.slice(piece.position() + first - begin, last - first));
      }
      begin = end;
    }
    return new Content(within);
  }

  /** As Content-MD5 has it (RFC 1864). */
  String md5() {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      pieces.forEach(piece -> digest.update(piece.duplicate()));
      return Base64.getEncoder().encodeToString(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has MD5.", e);
    }
  }

  /** A new stream over the bytes. */
  public InputStream newStream() {
    return new Stream(new ArrayDeque<>(pieces.stream().map(ByteBuffer::duplicate).toList()));
  }

  /** Reads pieces one after the other. */
  private static final class Stream extends InputStream {
    private final Queue<ByteBuffer> left;

    private Stream(Queue<ByteBuffer> left) {
      this.left = left;
    }

    @Override
    public int read() {
      skipRead();
      ByteBuffer next = left.peek();
      return next == null ? -1 : next.get() & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      skipRead();
      ByteBuffer next = left.peek();
      if (length == 0 || next == null) {
        return length == 0 ? 0 : -1;
      }
      int count = Math.min(length, next.remaining());
      next.get(into, offset, count);
      return count;
    }

    private void skipRead() {
      for (ByteBuffer next = left.peek();
          next != null && !next.hasRemaining();
          next = left.peek()) {
        left.remove();
      }
    }

    @Override
    public int available() {
      return left.stream().mapToInt(ByteBuffer::remaining).sum();
    }
  }
}
