package dev.vcond.worker;

import dev.vcond.queue.Delivery;
import dev.vcond.queue.IngressQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Ids that a storage which is away has to wait for. They are gathered until nothing of the chain is
 * in work any more, so that they go back to the head of their list in their old order. Thread-safe.
 */
final class HeldBack {
  /** A run of minutes must not keep the others from their list. */
  private static final long LONGEST_NANOS = Duration.ofSeconds(5).toNanos();

  private final IngressQueue queue;
  private List<Held> held = new ArrayList<>();
  private long sinceNanos;
  private boolean over;

  HeldBack(IngressQueue queue) {
    this.queue = queue;
  }

  private record Held(Delivery delivery, Map<String, String> record) {}

  /**
   * Takes an id.
   *
   * @param record what a later run has to know
   */
  void keep(Delivery delivery, Map<String, String> record) {
    boolean atOnce;
    synchronized (this) {
      if (held.isEmpty()) {
        sinceNanos = System.nanoTime();
      }
      held.add(new Held(delivery, record));
      atOnce = over;
    }
    if (atOnce) {
      giveBack();
    }
  }

  /** How many ids wait to go back. */
  synchronized int size() {
    return held.size();
  }

  /**
   * Gives them back if it is time.
   *
   * @param idle whether nothing of the chain is in work
   */
  void giveBackWhenDue(boolean idle) {
    boolean due;
    synchronized (this) {
      due = !held.isEmpty() && (idle || System.nanoTime() - sinceNanos > LONGEST_NANOS);
    }
    if (due) {
      giveBack();
    }
  }

  /** Gives them back, and from now on each at once. */
  void end() {
    synchronized (this) {
      over = true;
    }
    giveBack();
  }

  /** Forgets them; after a lapse of the lease they are given back all together. */
  synchronized void forget() {
    held = new ArrayList<>();
  }

  private void giveBack() {
    List<Held> all;
    synchronized (this) {
      all = held;
      held = new ArrayList<>();
    }
    // The last one first: each goes to the head.
    all.sort(Comparator.comparingLong((Held one) -> one.delivery.number()).reversed());
    all.forEach(one -> queue.giveBack(one.delivery, one.record));
  }
}
