package dev.vcond.app.submit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** The lines of a stream as bytes; a reader of characters could change them. Not thread-safe. */
final class Lines {
  private final InputStream input;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int end;
  private int number;

  Lines(InputStream input) {
    this.input = input;
  }

  /** The next line without its end, which may be CR LF; empty when there is none any more. */
  Optional<byte[]> next() throws IOException {
    var line = new ByteArrayOutputStream();
    while (at < end || fill()) {
      int stop = lineEnd();
      line.write(buffer, at, stop - at);
      at = Math.min(stop + 1, end);
      if (stop < end) {
        return Optional.of(ended(line));
      }
    }
    return line.size() == 0 ? Optional.empty() : Optional.of(ended(line));
  }

  /** The number of the line that came last, from 1. */
  int number() {
    return number;
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, input.read(buffer));
    return end > 0;
  }

  private int lineEnd() {
    int stop = at;
    while (stop < end && buffer[stop] != '\n') {
      stop++;
    }
    return stop;
  }

  private byte[] ended(ByteArrayOutputStream line) {
    number++;
    byte[] bytes = line.toByteArray();
    boolean carriageReturn = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
    return carriageReturn ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
  }
}
