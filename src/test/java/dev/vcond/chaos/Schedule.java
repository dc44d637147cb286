package dev.vcond.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;

/** Which fault when: from a bag that the seed shuffles, at most some at a time. */
final class Schedule {
  private static final int MOST_AT_ONCE = 3;
  private static final long SHORTEST_GAP_MILLIS = 200;

  private final Stage stage;
  private final Settings settings;
  private final Watcher watcher;
  private final Random random;
  private final Injector injector;
  private final Deque<Fault> bag = new ArrayDeque<>();
  private final Semaphore free = new Semaphore(MOST_AT_ONCE);
  private final Map<Fault.Target, Fault> busy = new ConcurrentHashMap<>();
  private final Map<Fault, Integer> done = new ConcurrentSkipListMap<>();
  private final List<String> failures = Collections.synchronizedList(new ArrayList<>());

  Schedule(Stage stage, Settings settings, Watcher watcher) {
    this.stage = stage;
    this.settings = settings;
    this.watcher = watcher;
    this.random = new Random(settings.seed() + 1);
    this.injector = new Injector(stage);
    settings.faults().stream()
        .filter(fault -> fault.fits(settings.sentinel()))
        .sorted()
        .forEach(fault -> done.put(fault, 0));
  }

  /** How often each was injected. */
  Map<Fault, Integer> done() {
    return done;
  }

  /** Faults that could not be injected or taken back: of the test, not of vcond. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  /** Injects until the time is over, and returns when all is well again. */
  void run() throws InterruptedException {
    long begun = System.nanoTime();
    while (!done.isEmpty() && System.nanoTime() - begun < settings.faulty().toNanos()) {
      Chaos.pause(SHORTEST_GAP_MILLIS + random.nextLong(settings.gap().toMillis()));
      Fault fault = next();
      if (busy.putIfAbsent(fault.target(), fault) != null) {
        bag.addLast(fault);
      } else {
        free.acquire();
        var own = new Random(random.nextLong());
        Thread.ofVirtual().name("fault-" + fault).start(() -> inject(fault, own));
      }
    }
    if (!Chaos.await(Duration.ofMinutes(3), () -> free.availablePermits() == MOST_AT_ONCE)) {
      failures.add("These faults did not end: " + busy.values());
    }
  }

  private Fault next() {
    if (bag.isEmpty()) {
      List<Fault> all = new ArrayList<>(done.keySet());
      Collections.shuffle(all, random);
      bag.addAll(all);
    }
    return bag.removeFirst();
  }

  private void inject(Fault fault, Random own) {
    stage.diary().note("fault " + fault + " begins");
    try {
      injector.inject(fault, own);
      done.merge(fault, 1, Integer::sum);
    } catch (Exception e) {
      failures.add(fault + ": " + e);
      stage.diary().note("fault " + fault + " failed: " + e);
    } finally {
      stage.diary().note("fault " + fault + " is over");
      watcher.over(fault);
      busy.remove(fault.target());
      free.release();
    }
  }
}
