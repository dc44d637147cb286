package dev.vcond.app;

import dev.vcond.metrics.BreakerState;
import dev.vcond.metrics.ChainUse;
import dev.vcond.metrics.MemoryUse;
import dev.vcond.metrics.Metrics;
import dev.vcond.metrics.PoolUse;
import dev.vcond.metrics.RedisUse;
import dev.vcond.queue.Beat;
import dev.vcond.queue.Fitness;
import dev.vcond.storage.Pooled;
import dev.vcond.storage.StorageWriter;
import dev.vcond.worker.FetchLoop;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Tells the meters where to look; nothing here waits for anybody. */
record Gauges(Daemon daemon, Generations generations) {

  void feed(Metrics metrics) {
    expect(metrics, generations.current());
    metrics.queueDepths(() -> of(workers -> workers.watch().depths(), Map.of()));
    metrics.owedWrites(() -> of(workers -> workers.watch().owed(), Map.of()));
    metrics.chains(() -> chains(of(workers -> workers.loops().current(), List.of())));
    metrics.memory(() ->
        of(
            workers -> new MemoryUse(workers.memory().reserved(), workers.memory().limit()),
            new MemoryUse(0, 0)));
    metrics.unanswered(() -> of(workers -> workers.acks().unanswered(), 0));
    metrics.leaseHeld(() -> of(workers -> workers.lease().holds(), false));
    metrics.redisUp(() -> of(workers -> !workers.heart().away(), false));
    metrics.pools(this::pools);
    metrics.breakers(this::breakers);
    metrics.queueAges(() -> of(workers -> workers.watch().ages(), Map.of()));
    metrics.redis(() -> of(Gauges::redis, new RedisUse(-1, -1, -1, -1)));
  }

  /** What a configuration has from the beginning on. */
  static void expect(Metrics metrics, Generation generation) {
    generation.chains().forEach(chain -> metrics.expect(chain.name(), chain.ingressLists()));
  }

  private <T> T of(Function<Workers, T> value, T unknown) {
    return daemon.workers().map(value).orElse(unknown);
  }

  private static Map<String, ChainUse> chains(List<FetchLoop> loops) {
    var use = new LinkedHashMap<String, ChainUse>();
    loops.forEach(loop ->
        use.put(loop.name(), new ChainUse(loop.running(), loop.concurrency(), loop.idleFor())));
    return use;
  }

  private static RedisUse redis(Workers workers) {
    Beat beat = workers.heart().lastBeat();
    Fitness.Memory memory = workers.fitness().memory();
    return new RedisUse(
        beat.tookNanos() / 1e9, beat.ageNanos() / 1e9, memory.used(), memory.limit());
  }

  /** Of storages with options of a chain's own the worst counts. */
  private Map<String, BreakerState> breakers() {
    var states = new LinkedHashMap<String, BreakerState>();
    for (StorageWriter writer : generations.current().writers()) {
      states.merge(
          writer.name(), state(writer), (one, other) -> one.compareTo(other) > 0 ? one : other);
    }
    return states;
  }

  private static BreakerState state(StorageWriter writer) {
    if (writer.outage().isPresent()) {
      return BreakerState.OPEN;
    }
    return writer.wantsOne() ? BreakerState.HALF_OPEN : BreakerState.CLOSED;
  }

  private Map<String, PoolUse> pools() {
    var use = new LinkedHashMap<String, PoolUse>();
    for (StorageWriter writer : generations.current().writers()) {
      if (writer.storage() instanceof Pooled pooled) {
        Pooled.PoolState pool = pooled.pool();
        // A storage with options of a chain's own has a pool of its own under the same name.
        use.merge(
            writer.name(),
            new PoolUse(pool.active(), pool.idle(), pool.pending(), pool.max()),
            PoolUse::plus);
      }
    }
    return use;
  }
}
