package dev.vcond.app;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What SIGTERM, SIGINT and SIGHUP do to a daemon: the first stops it, the second ends the waiting
 * of that stop, the third ends the process. A hook of the JVM's shutdown was decided against: it
 * runs once, and no second signal reaches it.
 */
public final class StopSignals {
  private static final Logger log = LoggerFactory.getLogger(StopSignals.class);

  /** 128 and the number of SIGKILL, as a shell tells of a process that was killed. */
  private static final int KILLED = 137;

  private final Daemon daemon;
  private final Duration drain;
  private final AtomicInteger heard = new AtomicInteger();

  private StopSignals(Daemon daemon, Duration drain) {
    this.daemon = daemon;
    this.drain = drain;
  }

  /**
   * Hears from now on; before, a signal ends the process at once.
   *
   * @param drain how long what runs may take to end after the first
   */
  public static void hear(Daemon daemon, Duration drain) {
    var signals = new StopSignals(daemon, drain);
    for (String name : List.of("TERM", "INT", "HUP")) {
      try {
        new OsSignal(name).hear(() -> signals.heard(name));
      } catch (UnsupportedOperationException e) {
        log.warn("SIG{} ends vcond without a drain: {}", name, e.getMessage());
      }
    }
  }

  private void heard(String name) {
    int times = heard.incrementAndGet();
    log.info("SIG{}{}.", name, times == 1 ? "" : ", number " + times);
    switch (times) {
      case 1 -> daemon.stop(drain);
      case 2 -> daemon.hurry();
      default -> Runtime.getRuntime().halt(KILLED);
    }
  }
}
