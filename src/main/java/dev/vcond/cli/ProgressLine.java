package dev.vcond.cli;

import dev.vcond.deadletter.Clearing;
import java.io.PrintStream;
import java.util.Locale;

/**
 * How far work on a long list is: on a terminal one line of standard error that moves, elsewhere
 * nothing. Not thread-safe.
 */
final class ProgressLine implements Clearing.Watcher, AutoCloseable {
  private static final long PAUSE_NANOS = 100_000_000;

  private final PrintStream err;
  private final boolean moving;
  private final String taken;
  private long last = System.nanoTime();
  private boolean open;

  /**
   * @param taken what is said of those that are meant, such as {@code replayed}
   */
  ProgressLine(Caller caller, String taken) {
    this.err = caller.err();
    this.moving =
        caller.terminal() && !caller.environment().getOrDefault("TERM", "").equals("dumb");
    this.taken = taken;
  }

  @Override
  public void at(long looked, long entries, long count) {
    if (moving && System.nanoTime() - last > PAUSE_NANOS) {
      last = System.nanoTime();
      open = true;
      err.printf(
          Locale.ROOT,
          "\r%,d of %,d entries (%d %%), %,d %s\033[K",
          looked,
          entries,
          entries == 0 ? 100 : 100 * looked / entries,
          count,
          taken);
      err.flush();
    }
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      err.print("\r\033[K");
      err.flush();
    }
  }
}
