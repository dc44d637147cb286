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
import dev.vcond.queue.QueueCounts;
import dev.vcond.queue.Recovery;
import dev.vcond.queue.Redis;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import dev.vcond.queue.Rescue;
import dev.vcond.queue.SelfCheck;
import dev.vcond.queue.Suspicion;
import dev.vcond.queue.Upkeep;
import dev.vcond.queue.WaitingGuard;
import dev.vcond.storage.StorageWriter;
import dev.vcond.worker.Engine;
import dev.vcond.worker.FetchLoop;
import dev.vcond.worker.HeapRoom;
import dev.vcond.worker.MemoryBudget;
import dev.vcond.worker.Suspects;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
  private static final long RETRY_SECONDS = 1;

  private final Redis redis;
  private final List<String> lists;
  private final Instance instance = Instance.ofThisProcess();
  private final Lease lease;
  private final IngressQueue queue;
  private final Acks acks;
  private final Recovery recovery;
  private final Bells bells;
  private final MemoryBudget memory;
  private final List<FetchLoop> loops;
  private final Heart heart;
  private final Suspicion suspicion;
  private final Suspects suspects;
  private final List<Upkeep.Chore> chores;
  private final QueueWatch watch;
  private final FitnessWatch fitness;

  /** The suspect whose run a lapse ended; touched by the heart only. */
  private Optional<Delivery> rescuable = Optional.empty();

  private volatile @Nullable Upkeep upkeep;
  private volatile boolean fetching;

  Workers(Redis redis, Generation generation, Wiring.Surroundings around) {
    this.redis = redis;
    Config config = generation.config();
    lists = generation.claimed();
    List<String> ingress = generation.lists();
    List<String> storages =
        generation.writers().stream().map(StorageWriter::name).distinct().toList();
    lease = new Lease(around.clock(), redis.timings());
    queue = new IngressQueue(redis, instance, lease);
    acks = new Acks(redis, lease, queue, around.events());
    recovery = new Recovery(redis, instance, around.events());
    bells = new Bells(redis);
    memory = new MemoryBudget(config.worker().memory().bytes(Runtime.getRuntime().maxMemory()));
    suspicion = new Suspicion(redis);
    suspects = new Suspects(suspicion, lease);
    var engine =
        new Engine(
            config,
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
    loops =
        generation.fetching().stream()
            .map(chain -> new FetchLoop(engine, chain, bells, memory))
            .toList();
    var body = new Heart.Body(redis, instance, lease, around.clock(), around.events());
    heart = new Heart(body, () -> lists, this::giveBackAfterLapse);
    fitness = new FitnessWatch(redis);
    var guard =
        new BodyGuard(
            body, () -> new BodyGuard.Lists(ingress, storages, config.compat().dlqExpiry()));
    chores =
        List.of(
            fitness,
            new SelfCheck(
                new SelfCheck.Surroundings(redis, instance, lease),
                queue,
                around.events(),
                () -> lists),
            new Rescue(recovery, lease, redis.timings(), () -> lists),
            guard,
            new WaitingGuard(guard, this::waitingLists));
    watch = new QueueWatch(new QueueCounts(redis), ingress, storages);
  }

  /** Takes over what an earlier process left, then claims. */
  void start() throws InterruptedException {
    takeOver();
    heart.start();
    fitness.run();
    upkeep = new Upkeep(redis, chores);
    watch.start();
    loops.forEach(FetchLoop::start);
    fetching = true;
    log.info("vcond claims from Redis at {} as {}.", redis, instance.id());
  }

  private void takeOver() throws InterruptedException {
    boolean said = false;
    while (true) {
      try {
        recovery.takeOverFromGone(lists);
        return;
      } catch (RedisOutage e) {
        if (!said) {
          log.warn(
              "What an earlier process left in flight cannot be looked up yet: {}", e.getMessage());
          said = true;
        }
        new CountDownLatch(1).await(RETRY_SECONDS, TimeUnit.SECONDS);
      } catch (RedisRefusal e) {
        log.error(
            "What an earlier process left in flight cannot be taken over: {}", e.getMessage());
        return;
      }
    }
  }

  private void giveBackAfterLapse() {
    // Called again if Redis goes away once more meanwhile; the run is over by then.
    rescuable = suspects.running().or(() -> rescuable);
    loops.forEach(FetchLoop::discardRunning);
    try {
      recovery.giveBackBelow(lists, queue.nextClaimNumber());
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
    return loops.stream()
        .filter(loop -> !loop.waitsFor().isEmpty())
        .flatMap(loop -> loop.lists().stream())
        .collect(Collectors.toSet());
  }

  List<FetchLoop> loops() {
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
    return loops.stream().mapToInt(FetchLoop::running).sum();
  }

  /** Whether no loop claims any more, and nothing it claimed is in work or unanswered. */
  boolean ended() {
    return (!fetching || loops.stream().allMatch(FetchLoop::stopped))
        && running() == 0
        && acks.unanswered() == 0;
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
    return recovery.giveAllBack(lists);
  }

  /** Closes what talks to Redis, and the connections last. */
  @Override
  public void close() {
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
