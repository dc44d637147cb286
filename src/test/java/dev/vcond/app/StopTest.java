package dev.vcond.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vcond.app.embedded.EmbeddedRedis;
import dev.vcond.config.Option;
import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageType;
import dev.vcond.testserver.TestRedis;
import dev.vcond.vcon.Vcon;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a daemon ends, with a real Redis. */
class StopTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir Path folder;
  private EmbeddedRedis server;
  private RedisClient client;
  private RedisCommands<String, String> redis;

  @BeforeEach
  void start_redis() {
    server = TestRedis.start();
    client = RedisClient.create(server.url());
    redis = client.connect().sync();
  }

  @AfterEach
  void stop_redis() throws Exception {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    server.stop();
  }

  /** Each document waits in its link. */
  private RunningDaemon slow(String seconds) throws Exception {
    return RunningDaemon.start(
        folder,
        """
        redis: {url: "%s"}
        worker: {concurrency: 3}
        links:
          wait: {module: links.delay, options: {seconds: %s}}
        chains:
          slow: {links: [wait], ingress_lists: [in], egress_lists: [out]}
        """
            .formatted(server.url(), seconds));
  }

  private List<String> submit(int count) {
    var ids = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      String id = UUID.randomUUID().toString();
      redis.set("vcon:" + id, "{\"uuid\":\"" + id + "\"}");
      redis.rpush("in", id);
      ids.add(id);
    }
    return ids;
  }

  private void await_in_flight(int count) {
    await().until(() -> redis.hlen("vcond:{in}:inflight") == count);
  }

  private static Duration timed(Runnable work) {
    long begun = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  @Test
  void an_idle_daemon_stops_within_a_second_and_signs_off() throws Exception {
    try (var daemon = slow("1").ready()) {
      await().until(() -> !redis.keys("vcond:{in}:heartbeat:*").isEmpty());

      assertThat(timed(() -> daemon.daemon().stop(MINUTE))).isLessThan(Duration.ofSeconds(1));
      assertThat(redis.keys("*")).containsExactly("vcond:lists");
    }
  }

  @Test
  void a_storage_whose_server_is_away_does_not_hold_up_the_stop() throws Exception {
    try (var daemon =
        RunningDaemon.start(
            folder,
            """
            redis: {url: "%s"}
            storages: {base: {module: storage.postgres, options: {port: 1}, retry: {max_attempts: 1}}}
            chains: {main: {storages: [base], ingress_lists: [in]}}
            """
                .formatted(server.url()))) {
      submit(1);
      await().atMost(Duration.ofSeconds(30)).until(() -> redis.llen("DLQ:in") == 1);

      assertThat(timed(() -> daemon.daemon().stop(MINUTE))).isLessThan(Duration.ofSeconds(2));
    }
  }

  @Test
  void a_daemon_that_still_waits_for_redis_stops_within_a_second() throws Exception {
    server.stop();
    try (var daemon = slow("1")) {
      daemon.notReady("cannot be reached");

      assertThat(timed(() -> daemon.daemon().stop(MINUTE))).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void a_daemon_that_was_stopped_before_it_reached_redis_never_claims() throws Exception {
    submit(1);
    try (var daemon = slow("0")) {
      daemon.daemon().stop(MINUTE);

      assertThat(redis.llen("in") + redis.llen("out")).isEqualTo(1);
      assertThat(redis.hlen("vcond:{in}:inflight")).isZero();
    }
  }

  @Test
  void what_is_in_work_may_end_and_nothing_more_is_claimed() throws Exception {
    try (var daemon = slow("500ms").ready()) {
      List<String> ids = submit(5);
      await_in_flight(3);

      daemon.daemon().stop(MINUTE);

      assertThat(redis.lrange("out", 0, -1)).containsExactlyInAnyOrderElementsOf(ids.subList(0, 3));
      assertThat(redis.lrange("in", 0, -1)).isEqualTo(ids.subList(3, 5));
      assertThat(redis.hlen("vcond:{in}:inflight")).isZero();
    }
  }

  @Test
  void what_does_not_end_in_time_goes_back_to_the_head_in_the_order_it_came() throws Exception {
    try (var daemon = slow("9m").ready()) {
      List<String> ids = submit(5);
      await_in_flight(3);

      assertThat(timed(() -> daemon.daemon().stop(Duration.ofMillis(200))))
          .isBetween(Duration.ofMillis(200), Duration.ofSeconds(3));

      assertThat(redis.lrange("in", 0, -1)).isEqualTo(ids);
      assertThat(redis.hlen("vcond:{in}:inflight")).isZero();
      assertThat(redis.keys("vcond:*heartbeat*")).isEmpty();
    }
  }

  @Test
  void a_hurried_stop_waits_no_longer_and_says_meanwhile_that_it_stops() throws Exception {
    try (var daemon = slow("9m").ready()) {
      List<String> ids = submit(2);
      await_in_flight(2);
      Thread stopping = Thread.ofPlatform().start(() -> daemon.daemon().stop(MINUTE));
      daemon.notReady("daemon: stops", "redis: ok");
      assertThat(daemon.get("/livez").statusCode()).isEqualTo(200);

      assertThat(
              timed(() -> {
                daemon.daemon().hurry();
                daemon.daemon().awaitStop();
              }))
          .isLessThan(Duration.ofSeconds(3));

      stopping.join();
      assertThat(redis.lrange("in", 0, -1)).isEqualTo(ids);
    }
  }

  @Test
  void a_stop_without_redis_is_prompt_and_leaves_what_is_in_flight_to_the_next_start()
      throws Exception {
    try (var daemon = slow("9m").ready()) {
      submit(2);
      await_in_flight(2);
      server.kill();
      daemon.notReady("redis: away for");

      assertThat(timed(() -> daemon.daemon().stop(MINUTE))).isLessThan(Duration.ofSeconds(8));
    }
  }

  @Test
  void a_second_stop_waits_for_the_first() throws Exception {
    try (var daemon = slow("300ms").ready()) {
      submit(1);
      await_in_flight(1);
      Thread first = Thread.ofPlatform().start(() -> daemon.daemon().stop(MINUTE));
      daemon.notReady("daemon: stops");

      daemon.daemon().stop(Duration.ZERO);

      assertThat(redis.llen("out")).isEqualTo(1);
      first.join();
    }
  }

  /** Ends when it is interrupted, but not at once, like many drivers. */
  private static final class Stubborn implements Storage {
    private final CountDownLatch never = new CountDownLatch(1);
    private final AtomicInteger underWay = new AtomicInteger();
    private final List<String> told = new ArrayList<>();

    /** No options. */
    record Options(@Option(value = "Nothing.", defaultValue = "x", example = "y") String nothing) {}

    private Catalog catalog() {
      var type =
          new StorageType<>(
              "storage.stubborn", "Saves.", "", Options.class, Stubborn.class, (_, _) -> this);
      return new Catalog(List.of(), List.of(type));
    }

    @Override
    public void save(Vcon vcon) throws InterruptedException {
      underWay.incrementAndGet();
      try {
        never.await();
      } catch (InterruptedException _) {
        never.await(300, TimeUnit.MILLISECONDS);
      } finally {
        underWay.decrementAndGet();
      }
    }

    @Override
    public void check() {}

    @Override
    public void close() {
      told.add("closed with " + underWay.get() + " calls under way");
    }
  }

  @Test
  void a_storage_is_closed_once_when_none_of_its_code_runs_any_more() throws Exception {
    var storage = new Stubborn();
    try (var daemon =
        RunningDaemon.start(
            folder,
            """
            redis: {url: "%s"}
            storages: {stubborn: {module: storage.stubborn}}
            chains: {main: {storages: [stubborn], ingress_lists: [in]}}
            """
                .formatted(server.url()),
            storage.catalog())) {
      daemon.ready();
      List<String> ids = submit(1);
      await().until(() -> storage.underWay.get() == 1);

      daemon.daemon().stop(Duration.ZERO);

      assertThat(storage.told).containsExactly("closed with 0 calls under way");
      assertThat(redis.lrange("in", 0, -1)).isEqualTo(ids);
    }
  }
}
