package dev.vcond.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.vcond.http.Verbosity;
import java.util.List;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/** How much vcond says, while it runs. Thread-safe. */
public final class LogLevel implements Verbosity {
  private static final org.slf4j.Logger log = LoggerFactory.getLogger(LogLevel.class);
  private static final List<String> NAMES = List.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE");

  private final Logger logger;
  private final Level atStart;

  private LogLevel(Logger logger) {
    this.logger = logger;
    this.atStart = logger.getEffectiveLevel();
  }

  /** That of vcond itself; libraries speak from WARN on. */
  public static LogLevel ofVcond() {
    if (LoggerFactory.getLogger("dev.vcond") instanceof Logger logger) {
      return new LogLevel(logger);
    }
    throw new IllegalStateException("vcond logs with logback");
  }

  @Override
  public String level() {
    return logger.getEffectiveLevel().toString();
  }

  @Override
  public boolean set(String name) {
    String level = name.strip().toUpperCase(Locale.ROOT);
    if (!NAMES.contains(level)) {
      return false;
    }
    change(Level.valueOf(level), "PUT /log-level");
    return true;
  }

  /** DEBUG, or back to what it was at the start. */
  public void toggle(String by) {
    boolean talkative = logger.getEffectiveLevel().toInt() <= Level.DEBUG_INT;
    change(talkative ? quieter() : Level.DEBUG, by);
  }

  private Level quieter() {
    return atStart.toInt() <= Level.DEBUG_INT ? Level.INFO : atStart;
  }

  private synchronized void change(Level next, String by) {
    Level before = logger.getEffectiveLevel();
    logger.setLevel(next);
    if (!before.equals(next)) {
      log.warn("The log level is {} now; it was {} ({}).", next, before, by);
    }
  }
}
