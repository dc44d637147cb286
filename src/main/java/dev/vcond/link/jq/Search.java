package dev.vcond.link.jq;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.joni.Matcher;
import org.joni.Option;
import org.joni.Regex;
import org.joni.Region;
import org.joni.exception.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a pattern in a text, and can be stopped. A search that is not done at once goes on in a
 * thread of its own: {@code ^(a+)+$} would else keep the processor of a virtual thread until the
 * link's time-out, and {@code (.|\n)*} remembers every step. Used by one thread.
 */
final class Search {
  /** Long for a search, and short for those who wait for the processor. */
  private static final Duration AT_ONCE = Duration.ofMillis(10);

  private static final Duration LOOK_EVERY = Duration.ofMillis(20);
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(1);

  /** Of what it remembers, as a share of what a filter may make in characters. */
  private static final int BYTES_FOR_A_CHARACTER = 4;

  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  private final Regex regex;
  private final byte[] text;
  private Matcher matcher;
  private final Steps steps = Steps.CURRENT.get();

  Search(Regex regex, byte[] text) {
    this.regex = regex;
    this.text = text;
    this.matcher = regex.matcher(text);
  }

  /** Whether there is a match at a place or behind it. */
  boolean find(int from) {
    steps.step();
    matcher = regex.matcher(text, 0, text.length, AT_ONCE.toNanos());
    try {
      return matcher.searchInterruptible(from, text.length, Option.NONE) >= 0;
    } catch (TimeoutException _) {
      return findApart(from);
    } catch (InterruptedException _) {
      throw interrupted();
    }
  }

  private static Steps.Stop interrupted() {
    Thread.currentThread().interrupt();
    return new Steps.Stop(Steps.Stop.Why.INTERRUPTED);
  }

  private boolean findApart(int from) {
    if (steps.decided()) {
      throw new Steps.Stop(Steps.Stop.Why.DECIDED);
    }
    matcher = regex.matcher(text);
    Apart apart = new Apart(matcher, from, text.length);
    Thread thread = Thread.ofPlatform().daemon().name("jq pattern").start(apart);
    try {
      await(thread);
    } catch (InterruptedException _) {
      throw interrupted();
    } finally {
      stop(thread);
    }
    return apart.found();
  }

  private void await(Thread thread) throws InterruptedException {
    while (!thread.join(LOOK_EVERY)) {
      long taken = THREADS.getThreadAllocatedBytes(thread.threadId());
      if (taken / BYTES_FOR_A_CHARACTER > steps.largest()) {
        steps.make(Double.MAX_VALUE);
      }
    }
  }

  /** It ends by itself within milliseconds. */
  private void stop(Thread thread) {
    matcher.interrupt();
    thread.interrupt();
    boolean again = Thread.interrupted();
    try {
      var _ = thread.join(STOPS_WITHIN);
    } catch (InterruptedException _) {
      again = true;
    }
    if (again) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where the match and its groups are. */
  Region groups() {
    return matcher.getEagerRegion().clone();
  }

  /** A search in a thread of its own. */
  private static final class Apart implements Runnable {
    private final Matcher matcher;
    private final int from;
    private final int to;
    private volatile boolean found;
    private volatile @Nullable Error failed;

    Apart(Matcher matcher, int from, int to) {
      this.matcher = matcher;
      this.from = from;
      this.to = to;
    }

    @Override
    public void run() {
      try {
        found = matcher.searchInterruptible(from, to, Option.NONE) >= 0;
      } catch (InterruptedException _) {
        // Nobody waits any more.
      } catch (StackOverflowError | OutOfMemoryError e) {
        failed = e;
      }
    }

    boolean found() {
      Error error = failed;
      if (error != null) {
        throw error;
      }
      return found;
    }
  }
}
