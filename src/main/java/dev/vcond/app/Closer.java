package dev.vcond.app;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what was opened, in reverse order; one failing close never stops the next. Thread-safe.
 */
public final class Closer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Closer.class);

  private final Deque<Entry> open = new ArrayDeque<>();

  private record Entry(String what, AutoCloseable it) {}

  /** Something to be closed before everything that was added earlier. */
  public synchronized void add(String what, AutoCloseable it) {
    open.push(new Entry(what, it));
  }

  /** A second caller does not wait for what the first one is closing. */
  @Override
  public void close() {
    for (Entry entry = next(); entry != null; entry = next()) {
      try {
        entry.it.close();
      } catch (Exception | LinkageError e) {
        log.warn("Closing {} failed: {}", entry.what, e.toString());
      }
    }
  }

  private synchronized @Nullable Entry next() {
    return open.poll();
  }
}
