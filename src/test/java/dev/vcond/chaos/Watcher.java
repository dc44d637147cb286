package dev.vcond.chaos;

import dev.vcond.chaos.Item.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Looks every moment at what waits and what is in flight. A fault is recovered from when all of
 * what was there at its end has ended, deadly documents aside.
 */
final class Watcher implements AutoCloseable {
  private static final long EVERY_MILLIS = 200;

  private final Stage stage;
  private final Queue<Recovery> open = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("watcher").unstarted(this::watch);
  private volatile Duration slowest = Duration.ZERO;
  private volatile String slowestOf = "none";
  private volatile Set<String> there = Set.of("unknown");

  Watcher(Stage stage) {
    this.stage = stage;
  }

  private static final class Recovery {
    private final Fault fault;
    private final long sinceNanos = System.nanoTime();
    private final Set<String> ids = new HashSet<>();
    private boolean begun;

    private Recovery(Fault fault) {
      this.fault = fault;
    }
  }

  void start() {
    thread.start();
  }

  /** A fault was taken back. */
  void over(Fault fault) {
    open.add(new Recovery(fault));
  }

  Duration slowest() {
    return slowest;
  }

  String slowestOf() {
    return slowestOf;
  }

  /** What waits or is in flight. */
  Set<String> there() {
    return there;
  }

  private void watch() {
    try {
      while (!closed.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    Set<String> now;
    try (Wire wire = stage.redis().connect()) {
      now = new HashSet<>();
      for (String list : Chains.claimedLists()) {
        now.addAll(wire.texts("LRANGE", list, "0", "-1"));
        now.addAll(wire.texts("HKEYS", "vcond:{" + list + "}:inflight"));
      }
    } catch (IOException _) {
      return;
    }
    there = now;
    recover(now);
  }

  private void recover(Set<String> now) {
    Set<String> deadly =
        stage.load().items().stream()
            .filter(item -> item.kind() == Kind.DEADLY)
            .map(Item::id)
            .collect(Collectors.toSet());
    for (Iterator<Recovery> all = open.iterator(); all.hasNext(); ) {
      Recovery one = all.next();
      if (!one.begun) {
        one.begun = true;
        one.ids.addAll(now);
        one.ids.removeAll(deadly);
      }
      one.ids.retainAll(now);
      if (one.ids.isEmpty()) {
        all.remove();
        ended(one);
      }
    }
  }

  private void ended(Recovery one) {
    Duration took = Duration.ofNanos(System.nanoTime() - one.sinceNanos);
    stage.diary().note("recovered from " + one.fault + " after " + took.toMillis() + " ms");
    if (took.compareTo(slowest) > 0) {
      slowest = took;
      slowestOf = one.fault.toString();
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }

  /** Faults that were not recovered from. */
  List<String> unfinished() {
    List<String> all = new ArrayList<>();
    open.forEach(one -> all.add(one.fault + " " + one.ids));
    return all;
  }
}
