package dev.vcond.link.exec;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;

/**
 * One request and what has come of its answer. The reader of the process fills it; one other thread
 * waits for the end.
 *
 * @param request to be written
 * @param most how many bytes the answer may have
 */
record Exchange(
    Request request, long most, ByteArrayOutputStream line, CompletableFuture<byte[]> answer) {

  Exchange(Request request, long most) {
    this(request, most, new ByteArrayOutputStream(), new CompletableFuture<>());
  }

  /** Takes a part of the line; false if it is too long now, which ends the exchange. */
  boolean add(byte[] bytes, int from, int to) {
    if (line.size() + (long) to - from > most) {
      return false;
    }
    line.write(bytes, from, to - from);
    return true;
  }

  /** The line has ended. */
  void complete() {
    answer.complete(line.toByteArray());
  }
}
