package dev.vcond.process;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Kills what processes that have ended left behind outside of their groups. Looking through all
 * processes of a system takes milliseconds, so it is done once for many. Thread-safe.
 */
final class Sweeper implements AutoCloseable {
  private static final long PAUSE_MILLIS = 1_000;

  private final CountDownLatch closing = new CountDownLatch(1);
  private final Set<String> ended = new HashSet<>();
  private boolean busy;

  /** Has what bears a mark be killed within a second or two. */
  synchronized void sweep(String mark) {
    ended.add(mark);
    if (!busy) {
      busy = true;
      Thread.ofPlatform().daemon().name("vcond-sweep").start(this::work);
    }
  }

  private void work() {
    while (true) {
      try {
        var _ = closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException _) {
        // Nobody has a reason to; then it is done at once.
      }
      Set<String> marks = taken();
      if (marks.isEmpty()) {
        return;
      }
      Offspring.kill(marks);
    }
  }

  private synchronized Set<String> taken() {
    Set<String> marks = Set.copyOf(ended);
    ended.clear();
    busy = !marks.isEmpty();
    return marks;
  }

  /** Does at once what is left to be done. */
  @Override
  public void close() {
    closing.countDown();
    Set<String> marks;
    synchronized (this) {
      marks = Set.copyOf(ended);
    }
    Offspring.kill(marks);
  }
}
