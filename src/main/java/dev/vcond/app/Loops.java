package dev.vcond.app;

import dev.vcond.chain.Chain;
import dev.vcond.queue.Bells;
import dev.vcond.worker.Engine;
import dev.vcond.worker.FetchLoop;
import dev.vcond.worker.MemoryBudget;
import dev.vcond.worker.Permits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The fetch loops of the configuration that counts, and those of earlier ones while something that
 * they claimed is in work. Two loops never claim from one list at a time. Thread-safe; {@link
 * #replace} is for one thread.
 */
final class Loops {
  private static final long LOOK_MILLIS = 2;

  private final Function<Generation, Engine> engines;
  private final Bells bells;
  private final MemoryBudget memory;
  private final Map<String, Permits> permits = new ConcurrentHashMap<>();
  private final List<FetchLoop> earlier = new CopyOnWriteArrayList<>();
  private volatile List<FetchLoop> current;
  private boolean ended;

  /**
   * @param engines makes what the loops of one configuration share
   */
  Loops(Generation first, Function<Generation, Engine> engines, Bells bells, MemoryBudget memory) {
    this.engines = engines;
    this.bells = bells;
    this.memory = memory;
    this.current = of(first);
  }

  private List<FetchLoop> of(Generation generation) {
    Engine engine = engines.apply(generation);
    return generation.fetching().stream().map(chain -> loop(engine, chain)).toList();
  }

  private FetchLoop loop(Engine engine, Chain chain) {
    int most = FetchLoop.concurrency(engine.config(), chain);
    Permits mine = permits.computeIfAbsent(chain.name(), _ -> new Permits(most));
    mine.resize(most);
    return new FetchLoop(engine, chain, bells, memory, mine);
  }

  void start() {
    current.forEach(FetchLoop::start);
  }

  /** Those of the configuration that counts. */
  List<FetchLoop> current() {
    return current;
  }

  private Stream<FetchLoop> all() {
    return Stream.concat(earlier.stream(), current.stream());
  }

  /**
   * Ends the claims of the present loops and makes those of another configuration, which are not
   * started.
   *
   * @param limit how long to wait for the last claim of the present ones
   * @return the present ones, which count until {@link #forget}
   */
  List<FetchLoop> replace(Generation next, Duration limit) throws InterruptedException {
    List<FetchLoop> before = current;
    before.forEach(FetchLoop::quiet);
    await(() -> before.stream().allMatch(FetchLoop::stopped), limit);
    adopt(before, of(next));
    return before;
  }

  private synchronized void adopt(List<FetchLoop> before, List<FetchLoop> made) {
    earlier.addAll(before);
    current = made;
    if (ended) {
      made.forEach(FetchLoop::quiet);
    }
  }

  /** Loops of an earlier configuration whose work is over. */
  void forget(List<FetchLoop> over) {
    earlier.removeAll(over);
  }

  /** No more claims, by loops of a later configuration neither. */
  synchronized void quiet() {
    ended = true;
    current.forEach(FetchLoop::quiet);
  }

  /** Ends all that is in work; its claims are given back by whoever calls. */
  void discardRunning() {
    all().forEach(FetchLoop::discardRunning);
  }

  /** Documents in work. */
  int running() {
    return all().mapToInt(FetchLoop::running).sum();
  }

  /** Whether nobody claims any more. */
  boolean stopped() {
    return all().allMatch(FetchLoop::stopped);
  }

  static boolean await(BooleanSupplier condition, Duration limit) throws InterruptedException {
    long until = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - until > 0) {
        return false;
      }
      new CountDownLatch(1).await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
    return true;
  }
}
