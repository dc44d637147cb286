package dev.vcond.metrics;

import static dev.vcond.metrics.LiveGauges.build;
import static dev.vcond.metrics.LiveGauges.connections;
import static dev.vcond.metrics.LiveGauges.each;
import static dev.vcond.metrics.LiveGauges.single;
import static dev.vcond.metrics.LiveGauges.states;

import dev.vcond.event.PipelineListener;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * All meters of the process. Made first, since everything that works reports to its {@link
 * #listener()}; the sources of gauges come when they exist, and giving one again replaces it.
 * Thread-safe.
 *
 * <p>Sources are asked at every scrape, on the thread of the request: they answer at once from what
 * is known and never wait for Redis or another server.
 */
public final class Metrics implements AutoCloseable {
  private static final String OPEN_METRICS = "application/openmetrics-text";
  private static final String OPEN_METRICS_1_0 = OPEN_METRICS + "; version=1.0.0; charset=utf-8";
  private static final String PLAIN = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ProcessMeters process = new ProcessMeters(registry);
  private final LiveGauges gauges = new LiveGauges();
  private final MetricsListener listener;

  /**
   * @param version of vcond, for {@code vcond_build_info}
   */
  public Metrics(String version, InstantSource clock) {
    listener = new MetricsListener(registry.getPrometheusRegistry(), clock);
    gauges.put(
        "last successes",
        () ->
            List.of(
                each(Meters.CHAIN_SUCCESS, listener.chainSuccesses(), Double::doubleValue),
                each(Meters.STORAGE_SUCCESS, listener.storageSuccesses(), Double::doubleValue)));
    String java = Runtime.version().toString();
    gauges.put("build", () -> List.of(build(version, java)));
    registry.getPrometheusRegistry().register(gauges);
  }

  /** What events are to be told to. */
  public PipelineListener listener() {
    return listener;
  }

  /**
   * Everything, in OpenMetrics 1.0 with exemplars for those who ask for it, else in Prometheus'
   * text format 0.0.4.
   *
   * @param accept the header of the request; empty without one
   */
  public Scrape scrape(String accept) {
    String type = accept.contains(OPEN_METRICS) ? OPEN_METRICS_1_0 : PLAIN;
    return new Scrape(type, registry.scrape(type));
  }

  /**
   * What was scraped.
   *
   * @param contentType the media type of the text
   */
  public record Scrape(String contentType, String text) {}

  /**
   * Lets the counters of a chain start at zero instead of with their first event, which the
   * increase that an alert looks at would not show.
   */
  public void expect(String chain, List<String> lists) {
    lists.forEach(list -> listener.expect(chain, list));
  }

  /** How full each ingress list is, by its name; an empty map while nobody knows. */
  public void queueDepths(Supplier<Map<String, QueueDepth>> source) {
    gauges.put(
        "queues",
        () -> {
          Map<String, QueueDepth> queues = source.get();
          return List.of(
              each(Meters.QUEUE_DEPTH, queues, QueueDepth::depth),
              each(Meters.QUEUE_IN_FLIGHT, queues, QueueDepth::inFlight),
              each(Meters.QUEUE_DEAD_LETTERS, queues, QueueDepth::deadLetters));
        });
  }

  /** How long ids have waited on each ingress list, by its name; empty while nobody knows. */
  public void queueAges(Supplier<Map<String, QueueAge>> source) {
    gauges.put(
        "ages of queues",
        () -> {
          Map<String, QueueAge> ages = source.get();
          return List.of(
              each(Meters.QUEUE_HEAD_AGE, ages, QueueAge::headSeconds),
              each(Meters.QUEUE_BODY_EXPIRY, ages, QueueAge::expirySeconds));
        });
  }

  /** The connection pool of each storage that has one, by the storage's name. */
  public void pools(Supplier<Map<String, PoolUse>> source) {
    gauges.put(
        "pools",
        () -> {
          Map<String, PoolUse> pools = source.get();
          return List.of(
              connections(pools),
              each(Meters.POOL_PENDING, pools, PoolUse::pending),
              each(Meters.POOL_LIMIT, pools, PoolUse::limit));
        });
  }

  /** Writes owed to each storage, by its name; an empty map while nobody knows. */
  public void owedWrites(Supplier<Map<String, Long>> source) {
    gauges.put(
        "owed writes", () -> List.of(each(Meters.OWED_WRITES, source.get(), Long::doubleValue)));
  }

  /** Whether documents are let through to each storage, by its name. */
  public void breakers(Supplier<Map<String, BreakerState>> source) {
    gauges.put(
        "breakers",
        () -> {
          Map<String, BreakerState> states = source.get();
          return List.of(
              each(Meters.STORAGE_UP, states, state -> state == BreakerState.OPEN ? 0 : 1),
              states(Meters.STORAGE_BREAKER, states));
        });
  }

  /** What each chain does, by its name. */
  public void chains(Supplier<Map<String, ChainUse>> source) {
    gauges.put(
        "chains",
        () -> {
          Map<String, ChainUse> chains = source.get();
          return List.of(
              each(Meters.RUNNING, chains, ChainUse::running),
              each(Meters.RUNNING_LIMIT, chains, ChainUse::limit),
              each(Meters.FETCH_IDLE, chains, use -> use.idle().toNanos() / 1e9));
        });
  }

  /** Memory for documents in work. */
  public void memory(Supplier<MemoryUse> source) {
    gauges.put(
        "memory budget",
        () -> {
          MemoryUse memory = source.get();
          return List.of(
              single(Meters.MEMORY, memory::reserved), single(Meters.MEMORY_LIMIT, memory::limit));
        });
  }

  /** How many runs ended without Redis knowing it yet. */
  public void unanswered(IntSupplier source) {
    gauges.put("acknowledgements", () -> List.of(single(Meters.UNANSWERED, source::getAsInt)));
  }

  /** Which configuration runs. */
  public void configuration(Supplier<ConfigUse> source) {
    gauges.put(
        "configuration",
        () -> {
          ConfigUse use = source.get();
          return List.of(
              single(Meters.CONFIG_GOOD, () -> flag(use::current)),
              single(Meters.CONFIG_SINCE, () -> use.since().toEpochMilli() / 1e3));
        });
  }

  /** Whether vCons can move. */
  public void ready(BooleanSupplier source) {
    gauges.put("readiness", () -> List.of(single(Meters.READY, () -> flag(source))));
  }

  /** Whether this instance holds its lease. */
  public void leaseHeld(BooleanSupplier source) {
    gauges.put("lease", () -> List.of(single(Meters.LEASE_HELD, () -> flag(source))));
  }

  /** How Redis does. */
  public void redis(Supplier<RedisUse> source) {
    gauges.put(
        "use of Redis",
        () -> {
          Map<String, RedisUse> use = Map.of("", source.get());
          return List.of(
              each(Meters.REDIS_ROUND_TRIP, use, RedisUse::roundTripSeconds),
              each(Meters.HEARTBEAT_AGE, use, RedisUse::heartbeatAgeSeconds),
              each(Meters.REDIS_MEMORY, use, RedisUse::usedBytes),
              each(Meters.REDIS_MEMORY_LIMIT, use, RedisUse::limitBytes));
        });
  }

  /** Whether Redis answers and takes work. */
  public void redisUp(BooleanSupplier source) {
    gauges.put("state of Redis", () -> List.of(single(Meters.REDIS_UP, () -> flag(source))));
  }

  @Override
  public void close() {
    process.close();
    registry.close();
  }

  private static double flag(BooleanSupplier source) {
    return source.getAsBoolean() ? 1 : 0;
  }
}
