package dev.vcond.process;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for a process and takes what it says, without ever waiting for a pipe. */
final class Watch implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  /** Between two looks at pipes that are silent; the end of the process is noticed at once. */
  private static final long LONGEST_PAUSE_MILLIS = 20;

  /** Nothing was said for so many looks: what was said is complete. */
  private static final int SILENT_LOOKS = 3;

  /** More than any pipe holds: what comes then is not from the process, which has ended. */
  private static final int LAST_LOOKS = 16;

  private final Process process;
  private final InputStream out;
  private final InputStream err;
  private final Output output;
  private final Excerpt errors = new Excerpt();
  private final ErrorLog log;
  private final Remarks remarks;
  private final byte[] buffer = new byte[BUFFER];

  private boolean draining;
  private int silent;

  Watch(Process process, Call call, ErrorLog log) {
    this.process = process;
    this.output = new Output(call.mostOutput());
    this.out = process.getInputStream();
    this.err = process.getErrorStream();
    this.log = log;
    this.remarks = log.remarks(call::facts);
  }

  /**
   * Waits until the process has ended.
   *
   * @throws IOException if it wrote too much; it still runs
   * @throws InterruptedException it still runs
   */
  Ending await() throws IOException, InterruptedException {
    long pause = 1;
    while (!process.waitFor(pause, TimeUnit.MILLISECONDS)) {
      pause = look() ? 0 : Math.clamp(pause * 2, 1, LONGEST_PAUSE_MILLIS);
    }
    for (int i = 0; i < LAST_LOOKS && look(); i++) {}
    return new Ending(process.exitValue(), output, errors);
  }

  /**
   * Waits until the process has ended or the time is over. What it still gives out is lost, but it
   * can write: a closed pipe would kill it before it has tidied up.
   */
  void drain(Duration most) {
    draining = true;
    long until = System.nanoTime() + most.toNanos();
    try {
      while (System.nanoTime() < until
          && !process.waitFor(LONGEST_PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        while (look() && System.nanoTime() < until) {}
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException _) {
      // A pipe is gone, and the process with it.
    }
  }

  /** Closes what the process wrote to. */
  @Override
  public void close() {
    try (out;
        err) {
      remarks.end();
      log.settle();
    } catch (IOException _) {
      // Nobody writes to it any more.
    }
  }

  /** Takes what is there; false if nothing was. */
  private boolean look() throws IOException {
    int given = read(out);
    if (!draining) {
      output.add(buffer, given);
    }
    int said = read(err);
    errors.add(buffer, said);
    remarks.add(buffer, said);
    silent = said > 0 ? 0 : silent + 1;
    if (silent == SILENT_LOOKS) {
      remarks.pause();
    }
    return given + said > 0;
  }

  private int read(InputStream from) throws IOException {
    int there = Math.min(from.available(), BUFFER);
    return there == 0 ? 0 : Math.max(0, from.read(buffer, 0, there));
  }
}
