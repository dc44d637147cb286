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
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What links.expire_vcon and links.tag_router leave in a real Redis. */
class ExpiryTest {
  private static final String NOT_A_FOLDER = "not-a-folder";

  @TempDir Path folder;
  private EmbeddedRedis server;
  private RedisClient client;
  private RedisCommands<String, String> redis;
  private RunningDaemon daemon;

  @BeforeEach
  void start() throws Exception {
    server = TestRedis.start();
    client = RedisClient.create(server.url());
    redis = client.connect().sync();
    Files.writeString(folder.resolve(NOT_A_FOLDER), "");
    daemon =
        RunningDaemon.start(
            folder,
            """
            redis: {url: "%s"}
            links:
              week: {module: links.expire_vcon, options: {seconds: 7d}}
              now: {module: links.expire_vcon, options: {seconds: 0}}
              none: {module: links.sampler, options: {value: 0}}
              labels: {module: links.tag, options: {tags: [urgent]}}
              router: {module: links.tag_router, options: {tag_routes: {urgent: [one, two]}}}
            storages:
              disk: {module: storage.file, options: {path: "%2$s/vcons"}}
              broken: {module: storage.file, options: {path: "%2$s/%3$s/vcons"}}
            chains:
              stored: {links: [labels, week, router], storages: [disk], ingress_lists: [in]}
              gone: {links: [now], storages: [disk], ingress_lists: [gone]}
              halted: {links: [week, none], storages: [disk], ingress_lists: [halted]}
              failing: {links: [labels, week, router], storages: [broken], ingress_lists: [failing]}
            """
                .formatted(server.url(), folder, NOT_A_FOLDER));
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
    client.shutdown();
    server.stop();
  }

  private String submit(String list) {
    String id = UUID.randomUUID().toString();
    redis.set("vcon:" + id, "{\"uuid\":\"" + id + "\",\"parties\":[]}");
    push(list, id);
    return id;
  }

  private void push(String list, String id) {
    redis.rpush(list, id);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> redis.llen(list) == 0 && redis.hlen("vcond:{" + list + "}:inflight") == 0);
  }

  private boolean replayed(String list) {
    push(list, redis.lpop("DLQ:" + list));
    return redis.llen("DLQ:" + list) == 0;
  }

  private long ttl(String id) {
    return redis.ttl("vcon:" + id);
  }

  private boolean isStored(String id) {
    return Files.exists(folder.resolve("vcons/" + id + ".json"));
  }

  @Test
  void a_stored_document_gets_its_time_and_its_routes() {
    String id = submit("in");
    assertThat(isStored(id)).isTrue();
    assertThat(ttl(id)).isBetween(604_000L, 604_800L);
    assertThat(redis.lrange("one", 0, -1)).containsExactly(id);
    assertThat(redis.lrange("two", 0, -1)).containsExactly(id);
  }

  @Test
  void a_document_without_time_goes_when_it_is_stored() {
    String id = submit("gone");
    assertThat(isStored(id)).isTrue();
    assertThat(redis.exists("vcon:" + id)).isZero();
  }

  @Test
  void a_halt_behind_it_changes_nothing() {
    String id = submit("halted");
    assertThat(isStored(id)).isFalse();
    assertThat(ttl(id)).isBetween(604_000L, 604_800L);
  }

  @Test
  void a_dead_letter_keeps_its_document_and_the_replay_gives_it_its_time() throws Exception {
    String id = submit("failing");
    assertThat(redis.lrange("DLQ:failing", 0, -1)).containsExactly(id);
    assertThat(ttl(id)).as("no time to live").isEqualTo(-1);
    assertThat(redis.llen("one")).isZero();

    Files.delete(folder.resolve(NOT_A_FOLDER));
    // Its breaker is open until a probe has found the folder.
    await().atMost(Duration.ofSeconds(40)).until(() -> replayed("failing"));

    assertThat(ttl(id)).isBetween(604_000L, 604_800L);
    assertThat(redis.lrange("one", 0, -1)).containsExactly(id);
  }
}
