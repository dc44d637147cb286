package dev.vcond.app;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What configurations have opened, and how many of them use it. The next configuration takes over
 * what it would open in the very same way, pools with their connections among it; what nobody uses
 * any more is closed. Thread-safe.
 */
final class Openings {
  private static final Logger log = LoggerFactory.getLogger(Openings.class);

  private final Map<Object, Opened> open = new HashMap<>();

  /** Something open. Guarded by the openings. */
  private static final class Opened {
    private final String what;
    private final @Nullable Object key;
    private final AutoCloseable it;
    private int users = 1;

    private Opened(String what, @Nullable Object key, AutoCloseable it) {
      this.what = what;
      this.key = key;
      this.it = it;
    }

    private void close() {
      try {
        it.close();
      } catch (Exception | LinkageError e) {
        log.warn("Closing {} failed: {}", what, e.toString());
      }
    }
  }

  /** What one configuration uses. */
  Hold hold() {
    return new Hold();
  }

  /** What is open of this type serves those who hold it and nobody else. */
  synchronized void renew(Class<?> type) {
    open.values().removeIf(opened -> type.isInstance(opened.it));
  }

  private synchronized @Nullable Opened shared(Object key) {
    Opened there = open.get(key);
    if (there != null) {
      there.users++;
    }
    return there;
  }

  private synchronized void share(Object key, Opened opened) {
    open.put(key, opened);
  }

  /** Whether that was its last user. */
  private synchronized boolean givenUp(Opened opened) {
    opened.users--;
    if (opened.users == 0 && opened.key != null) {
      open.remove(opened.key, opened);
    }
    return opened.users == 0;
  }

  /** What one configuration uses; closed in reverse order, unless another one uses it as well. */
  final class Hold implements AutoCloseable {
    private final Deque<Opened> held = new ArrayDeque<>();

    private Hold() {}

    /**
     * What was opened under this key before, or opens it.
     *
     * @param key says everything that the opening depends on
     * @param type of what the key stands for
     */
    <T extends AutoCloseable> T take(String what, Object key, Class<T> type, Callable<T> opening)
        throws Exception {
      Opened there = shared(key);
      if (there != null) {
        add(there);
        return type.cast(there.it);
      }
      T it = opening.call();
      var opened = new Opened(what, key, it);
      share(key, opened);
      add(opened);
      return it;
    }

    /** Something that no other configuration will use. */
    void add(String what, AutoCloseable it) {
      add(new Opened(what, null, it));
    }

    private void add(Opened opened) {
      synchronized (held) {
        held.push(opened);
      }
    }

    private @Nullable Opened next() {
      synchronized (held) {
        return held.poll();
      }
    }

    /** One that fails to close never stops the next. */
    @Override
    public void close() {
      for (Opened next = next(); next != null; next = next()) {
        if (givenUp(next)) {
          next.close();
        }
      }
    }
  }
}
