package dev.vcond.app;

import dev.vcond.chain.ChainRunner;
import dev.vcond.config.Config;
import dev.vcond.queue.Acks;
import dev.vcond.queue.Bells;
import dev.vcond.queue.BodyGuard;
import dev.vcond.queue.Delivery;
import dev.vcond.queue.Documents;
import dev.vcond.queue.EarlyEgress;
import dev.vcond.queue.Heart;
import dev.vcond.queue.IngressQueue;
import dev.vcond.queue.Instance;
import dev.vcond.queue.Lease;
import dev.vcond.queue.Recovery;
import dev.vcond.queue.Redis;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import dev.vcond.queue.Rescue;
import dev.vcond.queue.SelfCheck;
import dev.vcond.queue.Suspicion;
import dev.vcond.queue.Upkeep;
import dev.vcond.queue.WaitingGuard;
import dev.vcond.worker.Engine;
import dev.vcond.worker.FetchLoop;
import dev.vcond.worker.HeapRoom;
import dev.vcond.worker.MemoryBudget;
import dev.vcond.worker.Suspects;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that works once Redis is connected: the heart, the fetch loops, the acks, and what
 * looks after them. Life: start, then the steps of a {@link Drain}, then close. Thread-safe.
 */
final class Workers implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Workers.class);

  /** A claim takes milliseconds, or the time-out of a Redis that hangs. */
  private static final Duration TO_END_CLAIMS = Duration.ofSeconds(10);

  /** Without a heartbeat the loops find out by themselves and wait. */
  private static final Duration TO_SIGN_ON = Duration.ofSeconds(1);

  /** Code that ignores its time-outs must not keep what it uses open for ever. */
  private static final Duration LONGEST_RUN = Duration.ofDays(1);

  private final Redis redis;
  private final Wiring.Surroundings around;
  private final Instance instance = Instance.ofThisProcess();
  private final Lease lease;
  private final IngressQueue queue;
  private final Acks acks;
  private final Recovery recovery;
  private final TakeOver takeOver;
  private final Bells bells;
  private final MemoryBudget memory;
  private final Loops loops;
  private final Heart heart;
  private final Suspicion suspicion;
  private final Suspects suspects;
  private final List<Upkeep.Chore> chores;
  private final QueueWatch watch;
  private final FitnessWatch fitness;

  /** Waits for what an earlier configuration has in work. */
  private final ExecutorService retiring =
      Executors.newCachedThreadPool(Thread.ofPlatform().name("vcond-retire").daemon().factory());

  /** The suspect whose run a lapse ended; touched by the heart only. */
  private Optional<Delivery> rescuable = Optional.empty();

  private volatile ListsInUse lists;
  private volatile @Nullable Upkeep upkeep;
  private volatile boolean fetching;

  Workers(Redis redis, Generation generation, Wiring.Surroundings around) {
    this.redis = redis;
    this.around = around;
    Config config = generation.config();
    lists = ListsInUse.of(generation);
    lease = new Lease(around.clock(), redis.timings());
    queue = new IngressQueue(redis, instance, lease);
    acks = new Acks(redis, lease, queue, around.events());
    recovery = new Recovery(redis, instance, around.events());
    takeOver = new TakeOver(recovery);
    bells = new Bells(redis);
    memory = new MemoryBudget(config.worker().memory().bytes(Runtime.getRuntime().maxMemory()));
    suspicion = new Suspicion(redis);
    suspects = new Suspects(suspicion, lease);
    loops = new Loops(generation, this::engine, bells, memory);
    var body = new Heart.Body(redis, instance, lease, around.clock(), around.events());
    heart = new Heart(body, () -> lists.claimed(), this::giveBackAfterLapse);
    fitness = new FitnessWatch(redis);
    var guard = new BodyGuard(body, () -> lists.guarded());
    chores =
        List.of(
            fitness,
            new SelfCheck(
                new SelfCheck.Surroundings(redis, instance, lease),
                queue,
                around.events(),
                () -> lists.claimed()),
            new Rescue(recovery, lease, redis.timings(), () -> lists.claimed()),
            guard,
            new WaitingGuard(guard, this::waitingLists));
    watch = new QueueWatch(redis, () -> lists.ingress(), () -> lists.owing());
  }

  private Engine engine(Generation generation) {
    return new Engine(
        generation.config(),
        queue,
        acks,
        new Documents(redis),
        new EarlyEgress(redis),
        lease,
        new ChainRunner(around.watchdog(), around.events()),
        generation.sources(),
        suspects,
        HeapRoom.ofThisProcess(),
        around.events(),
        around.clock());
  }

  /** Takes over what an earlier process left, then claims. */
  void start() throws InterruptedException {
    takeOver.orWait(lists.claimed());
    heart.start();
    fitness.run();
    upkeep = new Upkeep(redis, chores);
    watch.start();
    loops.start();
    fetching = true;
    log.info("vcond claims from Redis at {} as {}.", redis, instance.id());
  }

  /**
   * Goes on with another configuration. What is in work ends as it began; nothing is claimed
   * meanwhile, which takes as long as the claims that are under way.
   *
   * @param whenOver runs when nothing works with the present one any more
   */
  void replace(Generation next, Runnable whenOver) throws InterruptedException {
    List<String> before = lists.claimed();
    List<FetchLoop> ending = loops.replace(next, TO_END_CLAIMS);
    lists = lists.then(next);
    if (fetching) {
      heart.signOn(TO_SIGN_ON);
      List<String> added = lists.claimed().stream().filter(l -> !before.contains(l)).toList();
      if (!added.isEmpty() && !heart.away()) {
        takeOver.ifReached(added);
      }
      loops.start();
    }
    retiring.execute(() -> retire(ending, whenOver));
  }

  private void retire(List<FetchLoop> ending, Runnable whenOver) {
    try {
      Loops.await(() -> ending.stream().allMatch(FetchLoop::over), LONGEST_RUN);
      loops.forget(ending);
      whenOver.run();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void giveBackAfterLapse() {
    // Called again if Redis goes away once more meanwhile; the run is over by then.
    rescuable = suspects.running().or(() -> rescuable);
    loops.discardRunning();
    try {
      recovery.giveBackBelow(lists.claimed(), queue.nextClaimNumber());
      queue.forgetClaims();
      if (rescuable.isPresent()) {
        suspicion.acquit(rescuable.get());
        rescuable = Optional.empty();
      }
    } catch (RedisOutage | RedisRefusal e) {
      throw new IllegalStateException(
          "what was claimed before the lapse is not given back yet: " + e.getMessage(), e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Set<String> waitingLists() {
    return loops.current().stream()
        .filter(loop -> !loop.waitsFor().isEmpty())
        .flatMap(loop -> loop.lists().stream())
        .collect(Collectors.toSet());
  }

  Loops loops() {
    return loops;
  }

  Heart heart() {
    return heart;
  }

  Lease lease() {
    return lease;
  }

  Acks acks() {
    return acks;
  }

  MemoryBudget memory() {
    return memory;
  }

  FitnessWatch fitness() {
    return fitness;
  }

  QueueWatch watch() {
    return watch;
  }

  /** Documents in work. */
  int running() {
    return loops.running();
  }

  /** Whether no loop claims any more, and nothing it claimed is in work or unanswered. */
  boolean ended() {
    return (!fetching || loops.stopped()) && running() == 0 && acks.unanswered() == 0;
  }

  /**
   * Ends the heart, then gives everything that the in-flight hashes say is ours back and signs off.
   * In this order: a heartbeat after it would sign on again.
   *
   * @return the number of ids
   */
  int signOff() throws RedisOutage, RedisRefusal, InterruptedException {
    heart.close();
    lease.end();
    return recovery.giveAllBack(lists.claimed());
  }

  /** Closes what talks to Redis, and the connections last. */
  @Override
  public void close() {
    retiring.shutdownNow();
    try (var closer = new Closer()) {
      closer.add("Redis", redis);
      closer.add("heart", heart);
      closer.add("acks", acks);
      closer.add("bells", bells);
      closer.add("queue watch", watch);
      Upkeep started = upkeep;
      if (started != null) {
        closer.add("upkeep", started);
      }
    }
  }
}
