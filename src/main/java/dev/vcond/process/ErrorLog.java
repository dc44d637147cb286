package dev.vcond.process;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Takes what processes say on standard error to the log, remark by remark, and no more than a log
 * can bear: so many a second for all processes together, and of each so many bytes. Thread-safe.
 */
public final class ErrorLog {
  private static final int REMARKS_PER_SECOND = 20;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Sink log;
  private final LongSupplier nanos;
  private long second;
  private int said;
  private long leftOut;
  private long noted;

  /** Whoever keeps what was said. */
  public interface Sink {
    /**
     * Takes the next remark.
     *
     * @param facts the variables that the process was told about its call
     */
    void said(Map<String, String> facts, String remark);
  }

  /** One that gives what was said to somebody. */
  public ErrorLog(Sink log) {
    this(log, System::nanoTime);
  }

  ErrorLog(Sink log, LongSupplier nanos) {
    this.log = log;
    this.nanos = nanos;
    this.second = nanos.getAsLong();
    this.noted = second - SECOND;
  }

  /** One that shows nothing. */
  public static ErrorLog silent() {
    return new ErrorLog((_, _) -> {});
  }

  /**
   * For one process.
   *
   * @param facts asked when something was said
   */
  public Remarks remarks(Supplier<Map<String, String>> facts) {
    return new Remarks(remark -> take(facts, remark));
  }

  private synchronized void take(Supplier<Map<String, String>> facts, Supplier<String> remark) {
    long now = nanos.getAsLong();
    if (now - second >= SECOND) {
      noteWhatWasLeftOut(now);
      second = now;
      said = 0;
    }
    if (said < REMARKS_PER_SECOND) {
      say(facts.get(), remark.get());
    } else {
      leftOut++;
    }
  }

  private void say(Map<String, String> facts, String remark) {
    if (!remark.isEmpty()) {
      said++;
      log.said(facts, remark);
    }
  }

  private void noteWhatWasLeftOut(long now) {
    if (leftOut > 0) {
      noted = now;
      log.said(Map.of(), "[... and " + leftOut + " more lines, which are not shown]");
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
