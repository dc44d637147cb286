package dev.vcond.process;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

/** Waits for a process and takes what it says, without ever waiting for a pipe. */
final class Watch {
  private static final int BUFFER = 1 << 16;

  /** Between two looks at pipes that are silent; the end of the process is noticed at once. */
  private static final long LONGEST_PAUSE_MILLIS = 20;

  /** More than any pipe holds: what comes then is not from the process, which has ended. */
  private static final int LAST_LOOKS = 16;

  private final Process process;
  private final Output output;
  private final Excerpt errors = new Excerpt();
  private final ErrorLog log;
  private final Lines lines;
  private final byte[] buffer = new byte[BUFFER];

  Watch(Process process, Output output, ErrorLog log) {
    this.process = process;
    this.output = output;
    this.log = log;
    this.lines = log.lines();
  }

  /**
   * Waits until the process has ended, and closes what it wrote to.
   *
   * @throws IOException if it wrote too much; it still runs
   * @throws InterruptedException it still runs
   */
  Ending await() throws IOException, InterruptedException {
    try (InputStream out = process.getInputStream();
        InputStream err = process.getErrorStream()) {
      lookUntilEnd(out, err);
      for (int i = 0; i < LAST_LOOKS && look(out, err); i++) {}
    } finally {
      lines.end();
      log.settle();
    }
    return new Ending(process.exitValue(), output, errors);
  }

  private void lookUntilEnd(InputStream out, InputStream err)
      throws IOException, InterruptedException {
    long pause = 1;
    while (!process.waitFor(pause, TimeUnit.MILLISECONDS)) {
      pause = look(out, err) ? 0 : Math.clamp(pause * 2, 1, LONGEST_PAUSE_MILLIS);
    }
  }

  /** Takes what is there; false if nothing was. */
  private boolean look(InputStream out, InputStream err) throws IOException {
    int given = read(out);
    output.add(buffer, given);
    int said = read(err);
    errors.add(buffer, said);
    lines.add(buffer, said);
    return given + said > 0;
  }

  private int read(InputStream from) throws IOException {
    int there = Math.min(from.available(), BUFFER);
    return there == 0 ? 0 : Math.max(0, from.read(buffer, 0, there));
  }
}
