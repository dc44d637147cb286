package dev.vcond.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** Writes what a program is to read to the standard input of a process, on a thread of its own. */
final class Feed {
  private static final int BUFFER = 1 << 16;

  /** Longer only if something outlives the process and keeps its input without reading it. */
  private static final Duration LAST = Duration.ofSeconds(1);

  private final Thread thread;

  private Feed(Thread thread) {
    this.thread = thread;
  }

  /** Starts writing. */
  static Feed start(InputStream from, OutputStream input) {
    return new Feed(
        Thread.ofPlatform().daemon().name("vcond-exec-input").start(() -> write(from, input)));
  }

  /** Nothing to write: the process has no input. */
  static Feed nothing() {
    return new Feed(Thread.ofPlatform().unstarted(() -> {}));
  }

  private static void write(InputStream from, OutputStream input) {
    byte[] buffer = new byte[BUFFER];
    try {
      for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
        input.write(buffer, 0, length);
      }
      // Only now: an end of file before would be half a document that looks like a whole one.
      input.close();
    } catch (IOException _) {
      // It takes no more. Whether it has what it needs, its exit code says.
    }
  }

  /** Waits for the end, which comes soon when the process has ended. */
  void join() throws InterruptedException {
    if (thread.getState() != Thread.State.NEW) {
      thread.join(LAST);
    }
  }
}
