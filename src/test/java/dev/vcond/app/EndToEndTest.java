package dev.vcond.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vcond.app.embedded.EmbeddedRedis;
import dev.vcond.config.Overrides;
import dev.vcond.event.Listeners;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Redis, a real folder, the daemon as it is wired. */
class EndToEndTest {
  @TempDir Path folder;
  private EmbeddedRedis server;
  private RedisClient client;
  private RedisCommands<String, String> redis;
  private Daemon daemon;

  @BeforeEach
  void start_redis_and_the_daemon() throws Exception {
    server = EmbeddedRedis.start(new EmbeddedRedis.Settings(folder.resolve("redis"), 0, false));
    client = RedisClient.create(server.url());
    redis = client.connect().sync();
    daemon = launch();
  }

  private Daemon launch() throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("config.yml"),
            """
            redis: {url: "%s"}
            admin: {listen: "127.0.0.1:0"}
            links:
              tag: {module: links.tag, options: {tags: [seen]}}
            storages:
              disk: {module: storage.file, options: {path: "%s"}}
            chains:
              main:
                links: [tag]
                storages: [disk]
                ingress_lists: [in]
                egress_lists: [out]
            """
                .formatted(server.url(), folder.resolve("vcons")));
    var blueprint = Blueprint.read(config, Map.of(), Overrides.none(), Catalog.builtIn());
    return new Launcher(blueprint, new Listeners(List.of()), InstantSource.system()).launch();
  }

  @AfterEach
  void stop_everything() throws Exception {
    daemon.stop(Duration.ofSeconds(5));
    client.shutdown();
    server.stop();
  }

  private String submit() {
    String id = UUID.randomUUID().toString();
    redis.set("vcon:" + id, "{\"uuid\":\"" + id + "\",\"parties\":[],\"n\":1.0}");
    redis.rpush("in", id);
    return id;
  }

  private void await_nothing_in_flight() {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> redis.llen("in") == 0 && redis.hlen("vcond:{in}:inflight") == 0);
  }

  @Test
  void a_pushed_id_ends_in_the_folder_in_redis_and_on_the_egress_list() throws Exception {
    String id = submit();
    await().until(() -> redis.llen("out") == 1);
    String stored = Files.readString(folder.resolve("vcons/" + id + ".json"), UTF_8);
    assertThat(stored).contains("seen:seen").contains("\"n\":1.0").endsWith("\"vcon\":\"0.4.0\"}");
    assertThat(redis.get("vcon:" + id)).isEqualTo(stored);
    assertThat(redis.keys("vcond:*record*")).isEmpty();
    assertThat(redis.lrange("DLQ:in", 0, -1)).isEmpty();
  }

  @Test
  void what_cannot_be_used_is_dead_lettered_with_its_reason() {
    String missing = UUID.randomUUID().toString();
    String broken = UUID.randomUUID().toString();
    String other = UUID.randomUUID().toString();
    redis.set("vcon:" + broken, "{\"a\":");
    redis.set("vcon:" + other, "{\"uuid\":\"" + missing + "\"}");
    redis.rpush("in", "../../etc/passwd", missing, broken, other);
    await().until(() -> redis.llen("DLQ:in") == 4);
    assertThat(redis.lrange("DLQ:in", 0, -1))
        .containsExactlyInAnyOrder("../../etc/passwd", missing, broken, other);
    assertThat(redis.hget("vcond:{in}:record:" + missing, "code")).isEqualTo("body_missing");
    assertThat(redis.hget("vcond:{in}:record:" + broken, "code")).isEqualTo("not_json");
    assertThat(redis.hget("vcond:{in}:record:" + other, "code")).isEqualTo("uuid_mismatch");
    await_nothing_in_flight();
  }

  @Test
  void a_thousand_ids_all_arrive_and_stopping_in_the_middle_loses_none() throws Exception {
    for (int i = 0; i < 1000; i++) {
      submit();
    }
    daemon.stop(Duration.ZERO);
    assertThat(redis.hlen("vcond:{in}:inflight")).isZero();
    daemon = launch();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> redis.llen("in") == 0 && redis.hlen("vcond:{in}:inflight") == 0);
    try (var files = Files.list(folder.resolve("vcons"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".json"))).hasSize(1000);
    }
    assertThat(redis.llen("DLQ:in")).isZero();
  }
}
