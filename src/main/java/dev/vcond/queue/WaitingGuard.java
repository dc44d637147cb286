package dev.vcond.queue;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Keeps the bodies of ids alive whose chain waits for a storage: the sweep of all lists may come
 * too late for a short time to live. For one thread.
 */
public final class WaitingGuard implements Upkeep.Chore {
  private static final long EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final BodyGuard guard;
  private final Supplier<Set<String>> waiting;

  /** When each list that waits was looked after. */
  private final Map<String, Long> looked = new HashMap<>();

  /**
   * @param waiting the lists of the chains that wait now
   */
  public WaitingGuard(BodyGuard guard, Supplier<Set<String>> waiting) {
    this.guard = guard;
    this.waiting = waiting;
  }

  @Override
  public String name() {
    return "keeping bodies alive of ids that wait for a storage";
  }

  @Override
  public long periodMillis() {
    return TimeUnit.SECONDS.toMillis(1);
  }

  @Override
  public void run() {
    Set<String> now = waiting.get();
    looked.keySet().retainAll(now);
    for (String list : now) {
      Long before = looked.get(list);
      if (before == null || System.nanoTime() - before > EVERY_NANOS) {
        guard.lookAfter(list);
        looked.put(list, System.nanoTime());
      }
    }
  }
}
