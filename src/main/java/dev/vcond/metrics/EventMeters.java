package dev.vcond.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Counters and histograms, each with the uuid of a vCon as its exemplar now and then. Thread-safe.
 * A look-up costs a small key: the client's own makes a list of the labels at each call.
 */
final class EventMeters {
  private static final String UUID = "uuid";

  private final Map<Meters, Counter> counters = new EnumMap<>(Meters.class);
  private final Map<Meters, Histogram> histograms = new EnumMap<>(Meters.class);
  private final ConcurrentMap<Series, CounterDataPoint> counted = new ConcurrentHashMap<>();
  private final ConcurrentMap<Series, DistributionDataPoint> timed = new ConcurrentHashMap<>();

  EventMeters(PrometheusRegistry registry) {
    double[] buckets = Meters.buckets();
    for (Meters meter : Meters.values()) {
      String[] labels = meter.labels().toArray(String[]::new);
      switch (meter.type()) {
        case "counter" ->
            counters.put(
                meter,
                Counter.builder()
                    .name(meter.title())
                    .help(meter.help())
                    .labelNames(labels)
                    .register(registry));
        case "histogram" ->
            histograms.put(
                meter,
                Histogram.builder()
                    .name(meter.title())
                    .help(meter.help())
                    .labelNames(labels)
                    .classicOnly()
                    .classicUpperBounds(buckets)
                    .register(registry));
        default -> {
          // Gauges are asked when they are scraped.
        }
      }
    }
  }

  void count(Series series, double amount) {
    counter(series).inc(amount);
  }

  /**
   * @param id of the vCon that is counted; empty if there is none
   */
  void count(Series series, double amount, String id) {
    if (id.isEmpty()) {
      count(series, amount);
    } else {
      counter(series).incWithExemplar(amount, Labels.of(UUID, id));
    }
  }

  /**
   * @param id of the vCon that took so long; empty if there is none
   */
  void time(Series series, Duration took, String id) {
    double seconds = took.toNanos() / 1e9;
    if (id.isEmpty()) {
      histogram(series).observe(seconds);
    } else {
      histogram(series).observeWithExemplar(seconds, Labels.of(UUID, id));
    }
  }

  private CounterDataPoint counter(Series series) {
    CounterDataPoint point = counted.get(series);
    // get before computeIfAbsent, which may lock even when the key is there.
    return point != null
        ? point
        : counted.computeIfAbsent(
            series,
            key -> Objects.requireNonNull(counters.get(key.meter())).labelValues(key.values()));
  }

  private DistributionDataPoint histogram(Series series) {
    DistributionDataPoint point = timed.get(series);
    return point != null
        ? point
        : timed.computeIfAbsent(
            series,
            key -> Objects.requireNonNull(histograms.get(key.meter())).labelValues(key.values()));
  }
}
