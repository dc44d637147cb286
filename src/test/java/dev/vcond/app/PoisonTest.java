package dev.vcond.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vcond.app.embedded.EmbeddedRedis;
import dev.vcond.testserver.TestRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A document that kills every process that works on it, among others that do not. */
class PoisonTest {
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

  private Process start() throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("config.yml"),
            """
            redis: {url: "%s"}
            admin: {listen: "127.0.0.1:0"}
            links:
              own: {module: links.own}
              wait: {module: links.delay, options: {seconds: 20ms}}
            storages:
              disk: {module: storage.file, options: {path: "%s", fsync: false}}
            chains:
              main:
                links: [wait, own]
                storages: [disk]
                ingress_lists: [in]
                egress_lists: [out]
            """
                .formatted(server.url(), folder.resolve("vcons")));
    Process daemon =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                DeadlyDaemon.class.getName(),
                config.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(
                ProcessBuilder.Redirect.appendTo(folder.resolve("log-" + daemons.size()).toFile()))
            .start();
    daemons.add(daemon);
    return daemon;
  }

  private String submit(String subject) {
    String id = UUID.randomUUID().toString();
    redis.set(
        "vcon:" + id, "{\"uuid\":\"%s\",\"subject\":\"%s\",\"parties\":[]}".formatted(id, subject));
    redis.rpush("in", id);
    return id;
  }

  @Test
  void the_guilty_one_is_dead_lettered_after_three_deaths_and_its_neighbours_arrive()
      throws Exception {
    var innocent = new ArrayList<String>();
    for (int i = 0; i < 10; i++) {
      innocent.add(submit("harmless"));
    }
    String guilty = submit("deadly");
    for (int i = 0; i < 10; i++) {
      innocent.add(submit("harmless"));
    }
    // The first death names nobody; each of the next three names the one that ran.
    for (int death = 1; death <= 4; death++) {
      assertThat(start().waitFor(60, TimeUnit.SECONDS)).as("death " + death).isTrue();
      assertThat(redis.llen("DLQ:in")).isZero();
    }
    Process last = start();
    await()
        .atMost(LONG)
        .until(() -> redis.llen("in") == 0 && redis.hlen("vcond:{in}:inflight") == 0);
    assertThat(last.isAlive()).isTrue();
    assertThat(redis.lrange("DLQ:in", 0, -1)).containsExactly(guilty);
    assertThat(redis.lrange("out", 0, -1)).containsExactlyInAnyOrderElementsOf(innocent);
    assertThat(redis.hgetall("vcond:{in}:record:" + guilty))
        .containsEntry("code", "poison")
        .containsEntry("deaths", "0")
        .hasEntrySatisfying("reason", why -> assertThat(why).contains("3 times"));
    assertThat(redis.keys("vcond:*record*")).hasSize(1);
  }
}
