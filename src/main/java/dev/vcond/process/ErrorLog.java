package dev.vcond.process;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Takes what processes say on standard error to the log, line by line, and no more than a log can
 * bear: so many lines a second for all processes together, and of a line its beginning.
 * Thread-safe.
 */
public final class ErrorLog {
  private static final int LINES_PER_SECOND = 20;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Consumer<String> log;
  private final LongSupplier nanos;
  private long second;
  private int said;
  private long leftOut;
  private long noted;

  /** One that gives its lines to somebody. */
  public ErrorLog(Consumer<String> log) {
    this(log, System::nanoTime);
  }

  ErrorLog(Consumer<String> log, LongSupplier nanos) {
    this.log = log;
    this.nanos = nanos;
    this.second = nanos.getAsLong();
    this.noted = second - SECOND;
  }

  /** One that shows nothing. */
  public static ErrorLog silent() {
    return new ErrorLog(_ -> {});
  }

  /** For one process. */
  public Lines lines() {
    return new Lines(this::line);
  }

  private synchronized void line(Supplier<String> line) {
    long now = nanos.getAsLong();
    if (now - second >= SECOND) {
      noteWhatWasLeftOut(now);
      second = now;
      said = 0;
    }
    if (said < LINES_PER_SECOND) {
      say(line.get());
    } else {
      leftOut++;
    }
  }

  private void say(String line) {
    if (!line.isEmpty()) {
      said++;
      log.accept(line);
    }
  }

  private void noteWhatWasLeftOut(long now) {
    if (leftOut > 0) {
      noted = now;
      log.accept("[... and " + leftOut + " more lines, which are not shown]");
      leftOut = 0;
    }
  }

  /** Says what was left out so far, once a second: nobody may say anything for a long time. */
  public synchronized void settle() {
    long now = nanos.getAsLong();
    if (now - noted >= SECOND) {
      noteWhatWasLeftOut(now);
    }
  }
}
