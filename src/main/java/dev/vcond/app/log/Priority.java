package dev.vcond.app.log;

import ch.qos.logback.classic.Level;

/** The priorities of syslog(3). */
final class Priority {
  private static final int ERROR = 3;
  private static final int WARNING = 4;
  private static final int INFO = 6;
  private static final int DEBUG = 7;

  private Priority() {}

  static int of(Level level) {
    return switch (level.toInt()) {
      case Level.ERROR_INT -> ERROR;
      case Level.WARN_INT -> WARNING;
      case Level.INFO_INT -> INFO;
      default -> DEBUG;
    };
  }
}
