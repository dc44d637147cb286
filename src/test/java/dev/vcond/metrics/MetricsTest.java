package dev.vcond.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.event.PipelineEvent;
import dev.vcond.event.PipelineEvent.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {
  private static final String ID = "01926837-6a5b-8a9c-b0d4-8f3f2c1e5a77";
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
  private static final Duration TOOK = Duration.ofMillis(3);

  /** One of each, so that every meter has a series. */
  private static final List<PipelineEvent> EVERY_EVENT =
      List.of(
          new PipelineEvent.Claimed("main", "in", 3, 1),
          new PipelineEvent.Completed("main", "in", TOOK, ID),
          new PipelineEvent.Halted("main", "in", "sampler", "not_in_sample", TOOK, ID),
          new PipelineEvent.Failed("main", "in", "disk", "storage_failed", TOOK, ID),
          new PipelineEvent.DeadLettered("in", "storage_failed"),
          new PipelineEvent.DeadLetterRefused("in", "DLQ:in: a string"),
          new PipelineEvent.Deferred("disk"),
          new PipelineEvent.Returned("in", "drain", 2),
          new PipelineEvent.Discarded("in", "taken_over"),
          new PipelineEvent.LinkCalled("main", "tag", Result.OK, TOOK, ID),
          new PipelineEvent.LinkRetried("main", "tag"),
          new PipelineEvent.LinkSkipped("main", "tag", "only_if"),
          new PipelineEvent.StorageWritten("disk", Result.OK, TOOK, ID),
          new PipelineEvent.StorageRetried("disk", "transient"),
          new PipelineEvent.Oversize("disk"),
          new PipelineEvent.WrittenBack("main"),
          new PipelineEvent.Restored("disk"),
          new PipelineEvent.Recovered("in", 4),
          new PipelineEvent.Forgotten("in"),
          new PipelineEvent.LettersExpired("in", 1),
          new PipelineEvent.OutageBegan("redis"),
          new PipelineEvent.OutageEnded("redis", Duration.ofMillis(1_500)),
          new PipelineEvent.LeaseLapsed());

  private final Metrics metrics = new Metrics("1.2.3", InstantSource.fixed(NOW));

  @AfterEach
  void close() {
    metrics.close();
  }

  private Exposition scrape() {
    return Exposition.parse(metrics.scrape("").text());
  }

  private void everything() {
    EVERY_EVENT.forEach(metrics.listener()::on);
    metrics.queueDepths(() -> Map.of("in", new QueueDepth(7, 2, 1)));
    metrics.owedWrites(() -> Map.of("disk", 5L));
    metrics.breakers(() -> Map.of("disk", BreakerState.HALF_OPEN));
    metrics.queueAges(() -> Map.of("in", new QueueAge(12.5, 3_600)));
    metrics.redis(() -> new RedisUse(0.0005, 2, 1_000, 0));
    metrics.chains(() -> Map.of("main", new ChainUse(2, 64, Duration.ofMillis(250))));
    metrics.memory(() -> new MemoryUse(1_024, 1_048_576));
    metrics.pools(() -> Map.of("base", new PoolUse(3, 1, 0, 8)));
    metrics.unanswered(() -> 6);
    metrics.leaseHeld(() -> true);
    metrics.redisUp(() -> false);
    metrics.configuration(() -> new ConfigUse(true, Instant.EPOCH));
    metrics.ready(() -> false);
  }

  @Test
  void no_event_is_left_out_of_this_test() {
    Set<Class<?>> all = Set.of(PipelineEvent.class.getPermittedSubclasses());

    assertThat(EVERY_EVENT).extracting(Object::getClass).hasSameElementsAs(all);
  }

  @Test
  void every_meter_is_fed_under_its_own_name() {
    everything();

    Set<String> named = new TreeSet<>();
    for (Meters meter : Meters.values()) {
      named.add(meter.title());
    }
    Exposition scrape = scrape();
    assertThat(scrape.names()).containsAll(named);
    for (Meters meter : Meters.values()) {
      assertThat(scrape.types()).containsEntry(meter.title(), meter.type());
    }
  }

  @Test
  void what_is_scraped_under_our_name_is_in_the_list_of_meters() {
    everything();

    List<String> ours =
        scrape().names().stream()
            .filter(name -> name.startsWith("vcond_"))
            .map(name -> name.replaceFirst("_max$", ""))
            .toList();
    assertThat(Arrays.stream(Meters.values()).map(Meters::title)).containsAll(ours);
  }

  @Test
  void every_metric_has_help_and_type_and_a_name_that_tells_its_unit() {
    everything();

    Exposition scrape = scrape();
    for (String name : scrape.names()) {
      assertThat(scrape.helps()).as(name).containsKey(name);
      assertThat(scrape.types()).as(name).containsKey(name);
      boolean counter = scrape.types().getOrDefault(name, "").equals("counter");
      assertThat(name.endsWith("_total"))
          .as("%s is a counter: %s", name, counter)
          .isEqualTo(counter);
      assertThat(name)
          .matches("[a-z][a-z0-9_]*")
          .doesNotContainPattern(
              "_(ms|millis|milliseconds|micros|nanos|ns|kb|mb|percent|minutes)(_|$)");
    }
  }

  @Test
  void promtool_has_nothing_to_say(@TempDir Path folder) throws Exception {
    everything();

    assertThat(Exposition.saidByPromtool(metrics.scrape("").text(), folder)).isEmpty();
  }

  @Test
  void durations_are_histograms_with_the_same_buckets_everywhere() {
    everything();
    metrics
        .listener()
        .on(new PipelineEvent.LinkCalled("main", "tag", Result.OK, Duration.ofHours(1), ID));

    Exposition scrape = scrape();
    Map<String, Double> buckets =
        scrape.buckets("vcond_link_duration_seconds", "chain=\"main\",link=\"tag\",result=\"ok\"");
    assertThat(buckets).hasSize(Meters.buckets().length + 1);
    assertThat(buckets).containsEntry("0.0025", 0.0).containsEntry("0.005", 1.0);
    assertThat(buckets).containsEntry("600.0", 1.0).containsEntry("+Inf", 2.0);
    assertThat(scrape.types()).containsEntry("vcond_run_duration_seconds", "histogram");
    assertThat(scrape.types()).containsEntry("vcond_storage_duration_seconds", "histogram");
  }

  @Test
  void events_are_counted_with_what_they_say() {
    everything();
    metrics.listener().on(new PipelineEvent.Claimed("main", "in", 2, 0));

    Exposition scrape = scrape();
    assertThat(scrape.value("vcond_claimed_total{chain=\"main\",list=\"in\"}")).isEqualTo(5);
    assertThat(scrape.value("vcond_marked_total{chain=\"main\",list=\"in\"}")).isEqualTo(1);
    assertThat(scrape.value("vcond_returned_total{list=\"in\",reason=\"drain\"}")).isEqualTo(2);
    assertThat(scrape.value("vcond_recovered_total{list=\"in\"}")).isEqualTo(4);
    assertThat(scrape.value("vcond_outage_seconds_total{service=\"redis\"}")).isEqualTo(1.5);
    assertThat(
            scrape.value(
                "vcond_failed_total{chain=\"main\",list=\"in\",reason=\"storage_failed\",step=\"disk\"}"))
        .isEqualTo(1);
    assertThat(scrape.value("vcond_run_duration_seconds_count{chain=\"main\",outcome=\"failed\"}"))
        .isEqualTo(1);
  }

  @Test
  void counters_of_a_chain_are_there_before_anything_has_happened() {
    metrics.expect("main", List.of("in", "in2"));

    assertThat(scrape().values())
        .containsEntry("vcond_completed_total{chain=\"main\",list=\"in2\"}", 0.0)
        .containsEntry("vcond_claimed_total{chain=\"main\",list=\"in\"}", 0.0)
        .containsEntry("vcond_lease_lapses_total", 0.0)
        .containsEntry("vcond_outages_total{service=\"redis\"}", 0.0);
  }

  @Test
  void what_nobody_knows_is_not_there_instead_of_being_zero() {
    metrics.queueDepths(
        () -> Map.of("in", new QueueDepth(7, -1, 1), "out", new QueueDepth(0, 0, 0)));

    assertThat(scrape().values())
        .containsEntry("vcond_queue_depth{list=\"in\"}", 7.0)
        .containsEntry("vcond_queue_in_flight{list=\"out\"}", 0.0)
        .doesNotContainKey("vcond_queue_in_flight{list=\"in\"}");

    metrics.queueDepths(Map::of);

    assertThat(scrape().values()).doesNotContainKey("vcond_queue_depth{list=\"in\"}");
  }

  @Test
  void a_broken_source_costs_its_own_gauges_and_not_the_scrape() {
    everything();
    metrics.pools(() -> {
      throw new IllegalStateException("closed");
    });

    assertThat(scrape().values())
        .doesNotContainKey("vcond_storage_pool_limit{storage=\"base\"}")
        .containsEntry("vcond_queue_depth{list=\"in\"}", 7.0);
  }

  @Test
  void names_from_a_configuration_are_escaped(@TempDir Path folder) throws Exception {
    metrics.listener().on(new PipelineEvent.Completed("main", "a\"b\\c\nd", TOOK, ID));
    metrics.queueDepths(() -> Map.of("a\"b\\c\nd", new QueueDepth(1, 1, 1)));

    assertThat(scrape().value("vcond_completed_total{chain=\"main\",list=\"a\\\"b\\\\c\\nd\"}"))
        .isEqualTo(1);
    assertThat(Exposition.saidByPromtool(metrics.scrape("").text(), folder)).isEmpty();
  }

  @Test
  void no_label_can_hold_an_id() {
    var labels = new ArrayList<String>();
    for (Meters meter : Meters.values()) {
      labels.addAll(meter.labels());
    }

    assertThat(labels)
        .isSubsetOf(
            "chain", "list", "link", "storage", "step", "reason", "result", "outcome", "error",
            "service", "state", "version", "java");
  }

  @Test
  void halts_are_counted_by_link_and_reason_and_the_reasons_are_bounded() {
    for (int i = 0; i < 30; i++) {
      metrics.listener().on(new PipelineEvent.Halted("main", "in", "own", "reason_" + i, TOOK, ID));
    }
    metrics.listener().on(new PipelineEvent.Halted("main", "in", "sampler", "reason_29", TOOK, ID));

    List<String> halted =
        metrics
            .scrape("")
            .text()
            .lines()
            .filter(line -> line.startsWith("vcond_halted_total{"))
            .toList();
    assertThat(halted).hasSize(22);
    assertThat(halted)
        .contains(
            "vcond_halted_total{chain=\"main\",link=\"own\",list=\"in\",reason=\"other\"} 10.0",
            "vcond_halted_total{chain=\"main\",link=\"own\",list=\"in\",reason=\"reason_7\"} 1.0",
            "vcond_halted_total{chain=\"main\",link=\"sampler\",list=\"in\",reason=\"reason_29\"}"
                + " 1.0");
  }

  @Test
  void whoever_asks_for_open_metrics_gets_uuids_as_exemplars_and_nobody_else_does() {
    everything();

    Metrics.Scrape scrape = metrics.scrape("application/openmetrics-text;version=1.0.0,*/*;q=0.1");
    assertThat(scrape.contentType()).startsWith("application/openmetrics-text; version=1.0.0");
    assertThat(scrape.text())
        .endsWith("# EOF\n")
        .containsPattern("vcond_failed_total\\{[^}]*} 1.0 # \\{uuid=\"" + ID + "\"} 1.0")
        .containsPattern(
            "vcond_run_duration_seconds_bucket\\{[^}]*} \\d+ # \\{uuid=\"" + ID + "\"} 0.003");
    assertThat(metrics.scrape("text/plain;version=0.0.4").contentType())
        .startsWith("text/plain; version=0.0.4");
    assertThat(metrics.scrape("").text()).doesNotContain(ID);
  }

  @Test
  void last_successes_and_states_are_told() {
    everything();

    Exposition scrape = scrape();
    assertThat(scrape.value("vcond_chain_last_success_timestamp_seconds{chain=\"main\"}"))
        .isEqualTo((double) NOW.getEpochSecond());
    assertThat(scrape.value("vcond_storage_last_success_timestamp_seconds{storage=\"disk\"}"))
        .isEqualTo((double) NOW.getEpochSecond());
    assertThat(scrape.value("vcond_storage_breaker_state{state=\"half_open\",storage=\"disk\"}"))
        .isEqualTo(1);
    assertThat(scrape.values())
        .containsEntry("vcond_storage_breaker_state{state=\"open\",storage=\"disk\"}", 0.0);
    assertThat(scrape.value("vcond_storage_up{storage=\"disk\"}")).isEqualTo(1);
  }
}
