package dev.vcond.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vcond.app.embedded.EmbeddedRedis;
import dev.vcond.metrics.Exposition;
import dev.vcond.testkit.FaultProxy;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.protocol.CommandType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the admin pages say while a real Redis comes and goes. */
class HealthTest {
  @TempDir Path folder;
  private EmbeddedRedis server;

  @BeforeEach
  void start_redis() throws Exception {
    server = redis(0);
  }

  @AfterEach
  void stop_redis() throws Exception {
    server.stop();
  }

  private EmbeddedRedis redis(int port) throws Exception {
    return EmbeddedRedis.start(new EmbeddedRedis.Settings(folder.resolve("redis"), port, true));
  }

  private RunningDaemon start(String redisUrl) throws Exception {
    return RunningDaemon.start(
        folder,
        """
        redis: {url: "%s"}
        links:
          tag: {module: links.tag, options: {tags: [seen]}}
        storages:
          disk: {module: storage.file, options: {path: "%s"}}
        chains:
          main: {links: [tag], storages: [disk], ingress_lists: [in], egress_lists: [out]}
        """
            .formatted(redisUrl, folder.resolve("vcons")));
  }

  private void withRedis(Consumer<RedisCommands<String, String>> work) {
    RedisClient client = RedisClient.create(server.url());
    try (var connection = client.connect()) {
      work.accept(connection.sync());
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
  }

  private void submit(int count) {
    withRedis(redis -> {
      for (int i = 0; i < count; i++) {
        String id = UUID.randomUUID().toString();
        redis.set("vcon:" + id, "{\"uuid\":\"" + id + "\",\"parties\":[]}");
        redis.rpush("in", id);
      }
    });
  }

  private static void await_completed(RunningDaemon daemon, int count) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() ->
            daemon.metrics().value("vcond_completed_total{chain=\"main\",list=\"in\"}") == count);
  }

  @Test
  void it_is_not_ready_while_redis_lets_no_run_end() throws Exception {
    try (var daemon = start(server.url()).ready()) {
      withRedis(redis -> redis.aclSetuser("default", allowed(false)));
      submit(3);
      daemon.notReady("endings", "of list in end for", "HDEL", "3 runs wait", "check --connect");
      withRedis(redis -> redis.aclSetuser("default", allowed(true)));
      daemon.ready();
      await_completed(daemon, 3);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TYPE", "STRLEN", "GET"})
  void documents_that_may_not_be_read_go_back_and_are_stored_when_they_may(CommandType command)
      throws Exception {
    try (var daemon = start(server.url()).ready()) {
      withRedis(redis -> {
        redis.aclSetuser("default", AclSetuserArgs.Builder.removeCommand(command));
        redis.aclSetuser("default", AclSetuserArgs.Builder.removeCommand(CommandType.MGET));
      });
      submit(3);
      daemon.notReady("chain main", "no document be read", "NOPERM", "check --connect");
      withRedis(redis -> {
        assertThat(redis.llen("DLQ:in")).isZero();
        redis.aclSetuser("default", AclSetuserArgs.Builder.allCommands());
      });
      daemon.ready();
      await_completed(daemon, 3);
    }
  }

  private static AclSetuserArgs allowed(boolean hdel) {
    return hdel
        ? AclSetuserArgs.Builder.addCommand(CommandType.HDEL)
        : AclSetuserArgs.Builder.removeCommand(CommandType.HDEL);
  }

  @Test
  void the_metrics_after_some_work_count_each_document_once() throws Exception {
    try (var daemon = start(server.url()).ready()) {
      submit(5);
      withRedis(redis -> redis.rpush("in", "no-uuid"));
      await_completed(daemon, 5);
      await().until(() -> daemon.metrics().value("vcond_queue_dead_letters{list=\"in\"}") == 1);

      Exposition scrape = daemon.metrics();
      assertThat(scrape.values())
          .containsEntry("vcond_claimed_total{chain=\"main\",list=\"in\"}", 6.0)
          .containsEntry(
              "vcond_failed_total{chain=\"main\",list=\"in\",reason=\"invalid_id\",step=\"document\"}",
              1.0)
          .containsEntry("vcond_dead_lettered_total{list=\"in\",reason=\"invalid_id\"}", 1.0)
          .containsEntry(
              "vcond_link_duration_seconds_count{chain=\"main\",link=\"tag\",result=\"ok\"}", 5.0)
          .containsEntry(
              "vcond_storage_duration_seconds_count{result=\"ok\",storage=\"disk\"}", 5.0)
          .containsEntry(
              "vcond_run_duration_seconds_count{chain=\"main\",outcome=\"completed\"}", 5.0)
          .containsEntry("vcond_written_back_total{chain=\"main\"}", 5.0)
          .containsEntry("vcond_queue_depth{list=\"in\"}", 0.0)
          .containsEntry("vcond_queue_in_flight{list=\"in\"}", 0.0)
          .containsEntry("vcond_storage_owed_writes{storage=\"disk\"}", 0.0)
          .containsEntry("vcond_running_documents{chain=\"main\"}", 0.0)
          .containsEntry("vcond_running_documents_limit{chain=\"main\"}", 64.0)
          .containsEntry("vcond_unanswered_acknowledgements", 0.0)
          .containsEntry("vcond_document_memory_bytes", 0.0)
          .containsEntry("vcond_lease_held", 1.0)
          .containsEntry("vcond_redis_up", 1.0)
          .containsEntry("vcond_ready", 1.0);
      assertThat(scrape.value("vcond_fetch_loop_idle_seconds{chain=\"main\"}")).isLessThan(10);
      assertThat(Exposition.saidByPromtool(daemon.get("/metrics").body(), folder)).isEmpty();
    }
  }

  @Test
  void ready_turns_red_with_the_reason_while_redis_is_away_and_green_by_itself() throws Exception {
    try (var daemon = start(server.url()).ready()) {
      server.stop();
      daemon.notReady("redis: away for", "Connection refused. Start Redis", "chain main: ok");
      assertThat(daemon.get("/livez").statusCode()).isEqualTo(200);
      assertThat(daemon.metrics().value("vcond_redis_up")).isZero();
      await().until(() -> !daemon.get("/metrics").body().contains("vcond_queue_depth{"));

      server = redis(server.port());
      daemon.ready();
      submit(3);
      await_completed(daemon, 3);
      assertThat(daemon.metrics().values())
          .containsEntry("vcond_outages_total{service=\"redis\"}", 1.0);
    }
  }

  @Test
  void ready_tells_how_redis_may_lose_data_and_stays_green() throws Exception {
    withRedis(redis -> redis.configSet("maxmemory-policy", "allkeys-lru"));
    try (var daemon = start(server.url()).ready()) {
      assertThat(daemon.get("/readyz?verbose").body())
          .contains("redis: ok, answers; warning: maxmemory-policy is allkeys-lru");
    }
  }

  @Test
  void a_daemon_that_starts_before_redis_says_so_and_works_when_redis_is_there() throws Exception {
    server.stop();
    try (var daemon = start("redis://:hidden@127.0.0.1:" + server.port())) {
      daemon.notReady(
          "daemon: starts",
          "redis: Redis at redis://127.0.0.1:" + server.port() + " cannot be reached: Connection");
      assertThat(daemon.get("/readyz").body()).doesNotContain("hidden");
      assertThat(daemon.get("/livez").statusCode()).isEqualTo(200);
      assertThat(daemon.metrics().value("vcond_ready")).isZero();

      server = redis(server.port());
      daemon.ready();
    }
  }

  @Test
  void a_wrong_password_is_told_with_what_to_do_and_the_daemon_goes_on_when_it_is_right()
      throws Exception {
    withRedis(redis -> redis.configSet("requirepass", "right"));
    try (var daemon = start("redis://:wrong@127.0.0.1:" + server.port())) {
      daemon.notReady("WRONGPASS", "Correct user and password in redis.url");
      assertThat(daemon.get("/readyz").body()).doesNotContain("right\n", ":wrong");

      RedisClient client = RedisClient.create("redis://:right@127.0.0.1:" + server.port());
      try (var connection = client.connect()) {
        connection.sync().configSet("requirepass", "wrong");
      } finally {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
      }
      daemon.ready();
    }
  }

  @Test
  void a_redis_that_hangs_is_noticed_and_work_goes_on_when_it_answers() throws Exception {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
    try (var proxy = FaultProxy.before(address);
        var daemon = start("redis://127.0.0.1:" + proxy.address().getPort()).ready()) {
      proxy.hang();
      daemon.notReady("redis: away for");
      assertThat(daemon.get("/livez").statusCode()).isEqualTo(200);

      proxy.up();
      daemon.ready();
      submit(2);
      await_completed(daemon, 2);
    }
  }

  @Test
  void a_fetch_loop_that_ended_by_itself_turns_live_red_because_only_a_restart_mends_it()
      throws Exception {
    try (var daemon = start(server.url()).ready()) {
      Thread loop =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().equals("vcond-fetch-main"))
              .findAny()
              .orElseThrow();
      await()
          .until(() -> {
            loop.interrupt();
            return !loop.isAlive();
          });

      assertThat(daemon.get("/livez").statusCode()).isEqualTo(503);
      assertThat(daemon.get("/livez").body()).contains("chain main: its thread has ended");
      assertThat(daemon.get("/readyz").body()).contains("chain main: its fetch loop has ended");
    }
  }

  @Test
  void a_list_that_cannot_be_claimed_from_turns_its_chain_red() throws Exception {
    withRedis(redis -> redis.set("in", "a string"));
    try (var daemon = start(server.url())) {
      daemon.notReady("chain main: cannot claim from in", "redis: ok", "lease: ok");

      withRedis(redis -> redis.del("in"));
      daemon.ready();
    }
  }

  @Test
  void a_dead_letter_list_that_takes_nothing_turns_ready_red_until_it_does() throws Exception {
    withRedis(redis -> {
      redis.set("DLQ:in", "a string");
      redis.rpush("in", "no-uuid");
    });
    try (var daemon = start(server.url())) {
      daemon.notReady("dead letters: cannot be pushed to DLQ:in: it is a string, not a list");

      withRedis(redis -> redis.del("DLQ:in"));
      daemon.ready();
      withRedis(redis -> assertThat(redis.lrange("DLQ:in", 0, -1)).containsExactly("no-uuid"));
    }
  }

  @Test
  void a_storage_that_is_away_turns_ready_red_only_if_vcons_do_not_pass_without_it()
      throws Exception {
    for (String answer : List.of("hold", "defer")) {
      try (var daemon =
          RunningDaemon.start(
              folder,
              """
              redis: {url: "%s"}
              storages:
                api:
                  module: storage.http
                  options: {base_url: "http://127.0.0.1:1"}
                  retry: {max_attempts: 1}
                  on_outage: %s
              chains:
                main: {storages: [api], ingress_lists: [in], egress_lists: [out]}
              """
                  .formatted(server.url(), answer))) {
        submit(1);
        await()
            .atMost(Duration.ofSeconds(20))
            .untilAsserted(
                () -> assertThat(daemon.get("/readyz?verbose").body()).contains("away for"));
        assertThat(daemon.get("/readyz").statusCode()).isEqualTo(answer.equals("hold") ? 503 : 200);
        assertThat(daemon.metrics().value("vcond_storage_up{storage=\"api\"}")).isZero();
      }
      withRedis(RedisCommands::flushall);
    }
  }
}
