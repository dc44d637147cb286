package dev.vcond.metrics;

import static dev.vcond.metrics.LiveGauges.build;
import static dev.vcond.metrics.LiveGauges.connections;
import static dev.vcond.metrics.LiveGauges.each;
import static dev.vcond.metrics.LiveGauges.single;

import dev.vcond.event.PipelineListener;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
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
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ProcessMeters process = new ProcessMeters(registry);
  private final LiveGauges gauges = new LiveGauges();
  private final MetricsListener listener = new MetricsListener(registry);

  /**
   * @param version of vcond, for {@code vcond_build_info}
   */
  public Metrics(String version) {
    String java = Runtime.version().toString();
    gauges.put("build", () -> List.of(build(version, java)));
    registry.getPrometheusRegistry().register(gauges);
  }

  /** Every meter of ours as a Markdown table. */
  public static String reference() {
    var rows = new StringBuilder("| Name | Type | Labels | Meaning |\n| --- | --- | --- | --- |\n");
    for (Meters meter : Meters.values()) {
      rows.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  meter.title(), meter.type(), String.join(", ", meter.labels()), meter.help()));
    }
    return rows.toString();
  }

  /** What events are to be told to. */
  public PipelineListener listener() {
    return listener;
  }

  /** Everything in Prometheus' text format 0.0.4. */
  public String scrape() {
    return registry.scrape();
  }

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

  /** Whether each storage can be written to as far as is known, by its name. */
  public void storagesUp(Supplier<Map<String, Boolean>> source) {
    gauges.put("storages", () -> List.of(each(Meters.STORAGE_UP, source.get(), up -> up ? 1 : 0)));
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
