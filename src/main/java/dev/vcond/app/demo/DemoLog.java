package dev.vcond.app.demo;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.FileAppender;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Sends what the daemon logs to a file instead of into the middle of a progress bar. */
final class DemoLog implements AutoCloseable {
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{0} - "
          + "%replace(%msg %kvp %mdc){'[\\r\\n]+', ' '}%n";

  private final Logger root;
  private final List<Appender<ILoggingEvent>> before = new ArrayList<>();
  private final FileAppender<ILoggingEvent> file = new FileAppender<>();

  private DemoLog(Logger root) {
    this.root = root;
  }

  static DemoLog to(Path path) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      throw new IllegalStateException("vcond logs with logback");
    }
    DemoLog log = new DemoLog(context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME));
    log.open(context, path);
    return log;
  }

  private void open(LoggerContext context, Path path) {
    var encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    file.setContext(context);
    file.setFile(path.toString());
    file.setEncoder(encoder);
    file.start();
    root.iteratorForAppenders().forEachRemaining(before::add);
    before.forEach(root::detachAppender);
    root.addAppender(file);
  }

  /** Logs go where they went before. */
  @Override
  public void close() {
    root.detachAppender(file);
    file.stop();
    before.forEach(root::addAppender);
  }
}
