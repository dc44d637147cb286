package dev.vcond.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.LoggerFactory;

/** The log of commands that only answer. */
public final class LogOfTools {
  private LogOfTools() {}

  /**
   * Writes it for people, wherever it goes, unless a format was asked for.
   *
   * @param warningsOnly whether less than a warning is left out
   */
  public static void quiet(boolean warningsOnly) {
    if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
      root.iteratorForAppenders()
          .forEachRemaining(appender -> {
            if (appender instanceof ConsoleAppender<?> console
                && console.getEncoder() instanceof EventEncoder encoder) {
              encoder.speakPlainly();
            }
          });
      if (warningsOnly) {
        root.getLoggerContext().getLogger("dev.vcond").setLevel(Level.WARN);
      }
    }
  }
}
