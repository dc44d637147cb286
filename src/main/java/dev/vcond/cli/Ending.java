package dev.vcond.cli;

import dev.vcond.app.OsSignal;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Turns the first Ctrl-C, SIGTERM or SIGHUP into the interrupt of one thread, which then cleans up,
 * or into something gentler; the second one ends the process at once. A hook of the JVM's shutdown
 * was decided against: the hooks of others run beside it. Thread-safe.
 */
final class Ending implements AutoCloseable {
  private static final Map<String, Integer> SIGNALS = Map.of("HUP", 1, "INT", 2, "TERM", 15);

  /** As shells tell of a process that a signal has ended. */
  private static final int SHELL = 128;

  private final Runnable end;
  private final AtomicInteger signal = new AtomicInteger();
  private volatile boolean over;

  private Ending(Runnable end) {
    this.end = end;
  }

  /** Hears signals for this thread from now on. */
  static Ending of(Thread interrupted) {
    return of(interrupted::interrupt);
  }

  /** Hears signals from now on; the first one makes this run, on another thread. */
  static Ending of(Runnable end) {
    Ending ending = new Ending(end);
    SIGNALS.forEach((name, number) -> new OsSignal(name).hear(() -> ending.heard(number)));
    return ending;
  }

  private void heard(int number) {
    if (over) {
      System.exit(SHELL + number);
    }
    if (signal.compareAndSet(0, number)) {
      end.run();
    } else {
      Runtime.getRuntime().halt(SHELL + number);
    }
  }

  /** Whether there was a signal. */
  boolean came() {
    return signal.get() != 0;
  }

  /** The exit code that tells of the signal. */
  int exitCode() {
    return SHELL + signal.get();
  }

  /** From now on a signal ends the process as it would have without us. */
  @Override
  public void close() {
    over = true;
  }
}
