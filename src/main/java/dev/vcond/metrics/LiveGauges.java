package dev.vcond.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gauges that are asked at each scrape. One answer of a source gives all of its gauges, so they
 * belong together, and what the source no longer names is gone from the scrape: Micrometer's gauges
 * would be asked one by one and would stay.
 */
final class LiveGauges implements MultiCollector {
  private static final Logger log = LoggerFactory.getLogger(LiveGauges.class);

  private final Map<String, Supplier<List<MetricSnapshot>>> sources = new ConcurrentHashMap<>();
  private final Set<String> failing = ConcurrentHashMap.newKeySet();

  /** Takes a source; one of the same name is replaced, as a reload does. */
  void put(String source, Supplier<List<MetricSnapshot>> snapshots) {
    sources.put(source, snapshots);
  }

  @Override
  public MetricSnapshots collect() {
    var snapshots = new ArrayList<MetricSnapshot>();
    sources.forEach((name, source) -> snapshots.addAll(ask(name, source)));
    return new MetricSnapshots(snapshots);
  }

  /** A broken source costs its own gauges, not the scrape. */
  private List<MetricSnapshot> ask(String name, Supplier<List<MetricSnapshot>> source) {
    try {
      List<MetricSnapshot> snapshots = source.get();
      failing.remove(name);
      return snapshots;
    } catch (RuntimeException e) {
      if (failing.add(name)) {
        log.error("The gauges of the {} cannot be read and are missing from /metrics.", name, e);
      }
      return List.of();
    }
  }

  static MetricSnapshot single(Meters meter, DoubleSupplier value) {
    return gauge(meter, List.of(point(Labels.EMPTY, value.getAsDouble())));
  }

  /** A gauge for each row; a value below zero means that nobody knows it. */
  static <T> MetricSnapshot each(Meters meter, Map<String, T> rows, ToDoubleFunction<T> value) {
    var points = new ArrayList<GaugeDataPointSnapshot>();
    rows.forEach((name, row) -> {
      double number = value.applyAsDouble(row);
      if (number >= 0) {
        Labels labels =
            meter.labels().isEmpty() ? Labels.EMPTY : Labels.of(meter.labels().getFirst(), name);
        points.add(point(labels, number));
      }
    });
    return gauge(meter, points);
  }

  /** A gauge for each storage and state, 1 for the state it is in. */
  static MetricSnapshot states(Meters meter, Map<String, BreakerState> storages) {
    var points = new ArrayList<GaugeDataPointSnapshot>();
    storages.forEach((storage, now) -> {
      for (BreakerState state : BreakerState.values()) {
        Labels labels = Labels.of("storage", storage, "state", state.label());
        points.add(point(labels, state == now ? 1 : 0));
      }
    });
    return gauge(meter, points);
  }

  static MetricSnapshot connections(Map<String, PoolUse> pools) {
    var points = new ArrayList<GaugeDataPointSnapshot>();
    pools.forEach((storage, pool) -> {
      points.add(point(Labels.of("storage", storage, "state", "active"), pool.active()));
      points.add(point(Labels.of("storage", storage, "state", "idle"), pool.idle()));
    });
    return gauge(Meters.POOL_CONNECTIONS, points);
  }

  static MetricSnapshot build(String version, String java) {
    return InfoSnapshot.builder()
        // The type adds _info to the name.
        .name(Meters.BUILD.title().substring(0, Meters.BUILD.title().length() - "_info".length()))
        .help(Meters.BUILD.help())
        .dataPoint(
            InfoDataPointSnapshot.builder()
                .labels(Labels.of("version", version, "java", java))
                .build())
        .build();
  }

  private static MetricSnapshot gauge(Meters meter, List<GaugeDataPointSnapshot> points) {
    var gauge = GaugeSnapshot.builder().name(meter.title()).help(meter.help());
    points.forEach(gauge::dataPoint);
    return gauge.build();
  }

  private static GaugeDataPointSnapshot point(Labels labels, double value) {
    return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
  }
}
