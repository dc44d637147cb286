package dev.vcond.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vcond.app.embedded.EmbeddedRedis;
import dev.vcond.app.systemd.Condition;
import dev.vcond.app.systemd.Condition.Stage;
import dev.vcond.event.PipelineEvent;
import dev.vcond.http.Health;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What systemd hears of a daemon whose real Redis comes and goes. */
final class VitalsTest {
  private static final Health.Component BROKEN =
      new Health.Component("storage disk", false, "away for 3 s");

  @TempDir private Path folder;

  private EmbeddedRedis redis(int port) throws Exception {
    return EmbeddedRedis.start(new EmbeddedRedis.Settings(folder.resolve("redis"), port, true));
  }

  private static Vitals vitals(Daemon daemon) {
    return new Vitals(
        daemon, new Liveness(daemon), () -> List.of(BROKEN), new Throughput(System::nanoTime));
  }

  private static void becomes(Stage stage, Vitals vitals) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(vitals.get().stage()).isEqualTo(stage));
  }

  @Test
  void it_claims_when_redis_has_answered_and_says_until_then_what_it_waits_for() throws Exception {
    EmbeddedRedis server = redis(0);
    String url = server.url();
    server.stop();
    try (var daemon =
        RunningDaemon.start(
            folder,
            "redis: {url: '" + url + "'}\nchains: {main: {ingress_lists: [in], storages: []}}")) {
      Vitals vitals = vitals(daemon.daemon());
      await().until(() -> vitals.get().status().contains("refused"));
      Condition waits = vitals.get();
      assertThat(waits.stage()).isEqualTo(Stage.STARTING);
      assertThat(waits.status()).startsWith("Waits for Redis: Redis at " + url);
      assertThat(waits.stuck()).isEmpty();

      server = redis(Integer.parseInt(url.substring(url.lastIndexOf(':') + 1)));
      becomes(Stage.CLAIMING, vitals);
      await().until(() -> vitals.get().status().contains("waiting"));
      assertThat(vitals.get().status())
          .isEqualTo(
              "0 waiting, 0 in work, 0 dead letters, 0/s."
                  + " Not ready: storage disk away for 3 s");

      daemon.daemon().close();
      assertThat(vitals.get().stage()).isEqualTo(Stage.STOPPING);
      assertThat(vitals.get().status()).isEqualTo("Stops.");
    } finally {
      server.stop();
    }
  }

  @Test
  void the_rate_is_that_of_the_last_five_seconds_and_counts_every_run_that_has_ended() {
    var nanos = new AtomicLong(Long.MAX_VALUE);
    var throughput = new Throughput(nanos::get);
    List.of(
            new PipelineEvent.Completed("main", "in", Duration.ZERO, ""),
            new PipelineEvent.Halted("main", "in", "jq", "no_match", Duration.ZERO, ""),
            new PipelineEvent.Failed("main", "in", "disk", "storage_failed", Duration.ZERO, ""),
            new PipelineEvent.Deferred("disk"))
        .forEach(throughput::on);

    nanos.addAndGet(Duration.ofMillis(4_999).toNanos());
    assertThat(throughput.rate()).isEqualTo("0/s");
    nanos.addAndGet(Duration.ofMillis(1).toNanos());
    assertThat(throughput.rate()).isEqualTo("0.6/s");
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());
    assertThat(throughput.rate()).isEqualTo("0/s");
  }
}
