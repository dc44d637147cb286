package dev.vcond.app;

import dev.vcond.app.log.LogLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What signals do to a daemon. SIGTERM and SIGINT: the first stops it, the second ends the waiting
 * of that stop, the third ends the process. SIGHUP: the configuration is read again, unless it came
 * because the terminal was closed; that stops it. SIGUSR1: the log tells of each vCon, and after
 * the next one no longer; SIGUSR2 belongs to the JVM. A hook of the JVM's shutdown was decided
 * against: it runs once, and no second signal reaches it.
 */
public final class Signals {
  private static final Logger log = LoggerFactory.getLogger(Signals.class);

  /** 128 and the number of SIGKILL, as a shell tells of a process that was killed. */
  private static final int KILLED = 137;

  private final Daemon daemon;
  private final Duration drain;
  private final boolean inTerminal = hasTerminal();
  private final AtomicInteger heard = new AtomicInteger();

  private Signals(Daemon daemon, Duration drain) {
    this.daemon = daemon;
    this.drain = drain;
  }

  /**
   * Hears from now on; before, a signal ends the process at once.
   *
   * @param drain how long what runs may take to end after the first
   */
  public static void hear(Daemon daemon, Duration drain) {
    var signals = new Signals(daemon, drain);
    for (String name : List.of("TERM", "INT")) {
      try {
        new OsSignal(name).hear(() -> signals.heard(name));
      } catch (UnsupportedOperationException e) {
        log.warn("SIG{} ends vcond without a drain: {}", name, e.getMessage());
      }
    }
    try {
      new OsSignal("HUP").hear(signals::hungUp);
    } catch (UnsupportedOperationException e) {
      log.warn("SIGHUP ends vcond: {}", e.getMessage());
    }
    hearOfTheLevel(LogLevel.ofVcond());
  }

  private static void hearOfTheLevel(LogLevel level) {
    try {
      new OsSignal("USR1").hear(() -> level.toggle("SIGUSR1"));
    } catch (UnsupportedOperationException e) {
      log.warn("SIGUSR1 ends vcond: {}", e.getMessage());
    }
  }

  /** Opening it fails for a process that has none. */
  private static boolean hasTerminal() {
    try (var _ = Files.newByteChannel(Path.of("/dev/tty"))) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private void hungUp() {
    if (inTerminal && !hasTerminal()) {
      heard("HUP");
    } else {
      reload();
    }
  }

  private void reload() {
    try {
      daemon.reload("SIGHUP");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | LinkageError e) {
      log.error("The configuration could not be read again; what runs goes on.", e);
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
