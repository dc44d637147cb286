package dev.vcond.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vcond.app.embedded.EmbeddedRedis;
import dev.vcond.config.RedisUrl;
import dev.vcond.queue.Instance;
import dev.vcond.queue.Recovery;
import dev.vcond.queue.Redis;
import dev.vcond.testserver.TestRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Daemons as processes of their own, some of which come to a bad end. */
class KilledDaemonTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;
  private EmbeddedRedis server;
  private RedisClient client;
  private RedisCommands<String, String> redis;
  private final List<Process> daemons = new ArrayList<>();

  @BeforeEach
  void start_redis() {
    server = TestRedis.start();
    client = RedisClient.create(server.url());
    redis = client.connect().sync();
  }

  @AfterEach
  void stop_everything() throws Exception {
    for (Process daemon : daemons) {
      daemon.destroyForcibly().waitFor();
    }
    client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    server.stop();
  }

  /** Every run takes some milliseconds. */
  private Process start(int concurrency) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("config-" + daemons.size() + ".yml"),
            """
            redis: {url: "%s"}
            admin: {listen: "127.0.0.1:0"}
            worker: {concurrency: %d}
            links:
              tag: {module: links.tag, options: {tags: [seen]}}
              wait: {module: links.delay, options: {seconds: 20ms}}
            storages:
              disk: {module: storage.file, options: {path: "%s", fsync: false}}
            chains:
              main:
                links: [tag, wait]
                storages: [disk]
                ingress_lists: [in]
                egress_lists: [out]
            """
                .formatted(server.url(), concurrency, folder.resolve("vcons")));
    Process daemon =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.vcond.cli.Main",
                "run",
                "--config",
                config.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(
                ProcessBuilder.Redirect.appendTo(folder.resolve("log-" + daemons.size()).toFile()))
            .start();
    daemons.add(daemon);
    return daemon;
  }

  private List<String> submit(int count) {
    var ids = new ArrayList<String>();
    var documents = new HashMap<String, String>();
    for (int i = 0; i < count; i++) {
      String id = UUID.randomUUID().toString();
      ids.add(id);
      documents.put("vcon:" + id, "{\"uuid\":\"" + id + "\",\"parties\":[]}");
    }
    redis.mset(documents);
    redis.rpush("in", ids.toArray(String[]::new));
    return ids;
  }

  private void awaitOut(long atLeast) {
    await().atMost(LONG).until(() -> redis.llen("out") >= atLeast);
  }

  private void assertEachArrivedOnce(List<String> ids) throws IOException {
    await()
        .atMost(LONG)
        .until(() -> redis.llen("in") == 0 && redis.hlen("vcond:{in}:inflight") == 0);
    assertThat(redis.lrange("out", 0, -1)).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(redis.llen("DLQ:in")).isZero();
    for (String id : ids) {
      assertThat(Files.readString(folder.resolve("vcons/" + id + ".json")))
          .contains(id, "seen:seen")
          .isEqualTo(redis.get("vcon:" + id));
    }
    assertThat(redis.keys("vcond:*record*")).isEmpty();
  }

  @Test
  void what_a_killed_daemon_had_in_work_goes_back_in_order_and_every_id_arrives_once()
      throws Exception {
    List<String> ids = submit(500);
    Process first = start(32);
    awaitOut(100);
    first.destroyForcibly().waitFor();
    assertThat(redis.hlen("vcond:{in}:inflight")).as("killed in the middle").isPositive();

    try (Redis own = Redis.connect(RedisUrl.parse(server.url()))) {
      new Recovery(own, Instance.ofThisProcess(), _ -> {}).takeOverFromGone(List.of("in"));
    }
    Set<String> arrived = new HashSet<>(redis.lrange("out", 0, -1));
    assertThat(redis.lrange("in", 0, -1))
        .isEqualTo(ids.stream().filter(id -> !arrived.contains(id)).toList());
    assertThat(redis.exists("vcond:{in}:instances", "vcond:{in}:inflight")).isZero();

    start(32);
    assertEachArrivedOnce(ids);
  }

  @Test
  void two_daemons_share_the_work_and_one_that_is_killed_takes_its_own_up_again() throws Exception {
    List<String> ids = submit(2000);
    start(32);
    Process killed = start(32);
    awaitOut(300);
    await().atMost(LONG).until(() -> redis.hlen("vcond:{in}:instances") == 2);
    killed.destroyForcibly().waitFor();
    Process next = start(32);
    assertEachArrivedOnce(ids);
    // The first one may have done all of it before the last one was there.
    await()
        .atMost(LONG)
        .untilAsserted(() ->
            assertThat(redis.hgetall("vcond:{in}:instances").keySet())
                .hasSize(2)
                .anyMatch(name -> name.contains("-" + next.pid() + "-"))
                .noneMatch(name -> name.contains("-" + killed.pid() + "-")));
  }
}
