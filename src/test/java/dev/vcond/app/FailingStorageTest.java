package dev.vcond.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vcond.app.embedded.EmbeddedRedis;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.testserver.TestHttpApi;
import dev.vcond.testserver.TestRedis;
import dev.vcond.vcon.Vcon;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services that fail, as their own logs see the daemon, and what becomes of the ids. */
class FailingStorageTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  /** Nothing that is not the default. */
  private static final String USUAL = "on_failure: dead_letter";

  /** What a busy machine may add to a wait. */
  private static final long SLACK_MILLIS = 600;

  private static EmbeddedRedis server;
  private static RedisClient client;
  private static RedisCommands<String, String> redis;

  @TempDir Path folder;

  /** By the storage's name, which is also the name of its chain's ingress list. */
  private final Map<String, TestHttpApi> services = new LinkedHashMap<>();

  private final StringBuilder storages = new StringBuilder();
  private final StringBuilder chains = new StringBuilder();

  @BeforeAll
  static void start_redis() {
    server = TestRedis.start();
    client = RedisClient.create(server.url());
    redis = client.connect().sync();
  }

  @AfterAll
  static void stop_redis() throws Exception {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    server.close();
  }

  @BeforeEach
  void empty_redis() {
    redis.flushall();
  }

  @AfterEach
  void stop_services() {
    services.values().forEach(TestHttpApi::close);
  }

  /** A service with a chain of its own, which stores on disk as well. */
  private TestHttpApi service(String name, String policy) {
    return service(name, "storage.http", "timeout: 20", policy);
  }

  private TestHttpApi service(String name, String module, String option, String policy) {
    TestHttpApi api = TestHttpApi.start();
    services.put(name, api);
    storages.append(
        "  %s: {module: %s, options: {base_url: 'http://127.0.0.1:%d', %s}, %s}\n"
            .formatted(name, module, api.address().getPort(), option, policy));
    chains.append(
        "  %1$s: {storages: [disk, %1$s], ingress_lists: [%1$s], egress_lists: [%1$s-out]}\n"
            .formatted(name));
    return api;
  }

  private RunningDaemon daemon() throws Exception {
    return RunningDaemon.start(
        folder,
        """
        redis: {url: '%s'}
        storages:
          disk: {module: storage.file, options: {path: '%s'}}
        %schains:
        %s\
        """
            .formatted(server.url(), folder.resolve("vcons"), storages, chains));
  }

  private static Vcon submit(String list) {
    Vcon vcon = SampleVcon.document().vcon();
    redis.set("vcon:" + vcon.id(), vcon.text());
    redis.rpush(list, vcon.id().toString());
    return vcon;
  }

  private static void awaitEnd(String list) {
    await().atMost(LONG).until(() -> redis.llen(list + "-out") + redis.llen("DLQ:" + list) == 1);
  }

  private static TestHttpApi.Answer answer(int status, String... retryAfter) {
    return new TestHttpApi.Answer(
        status, retryAfter.length == 0 ? Map.of() : Map.of("Retry-After", retryAfter[0]), "");
  }

  private static void answers(TestHttpApi api, int times, TestHttpApi.Answer answer) {
    IntStream.range(0, times).forEach(_ -> api.answerNext(answer));
  }

  /** The attempts to save; the engine's probes are GETs. */
  private List<TestHttpApi.Request> attempts(String name) {
    return requireNonNull(services.get(name)).requests().stream()
        .filter(request -> request.method().equals("POST"))
        .toList();
  }

  /** The milliseconds between one attempt and the next. */
  private List<Long> waits(String name) {
    List<Long> came = attempts(name).stream().map(TestHttpApi.Request::atNanos).toList();
    var waits = new ArrayList<Long>();
    for (int i = 1; i < came.size(); i++) {
      waits.add((came.get(i) - came.get(i - 1)) / 1_000_000);
    }
    return waits;
  }

  private static void assertBetween(long millis, long least, long most) {
    assertThat(millis).isBetween(least, most + SLACK_MILLIS);
  }

  @Test
  void a_failing_service_sees_three_attempts_a_second_and_two_seconds_apart() throws Exception {
    answers(service("busy", USUAL), 10, answer(503));
    answers(service("asking", USUAL), 1, answer(429, "2"));
    answers(service("picky", USUAL), 10, answer(400));
    answers(service("closed", USUAL), 10, answer(401));
    answers(service("mcp", "storage.vcon_mcp", "transient_retries: 1", USUAL), 10, answer(503));
    try (RunningDaemon _ = daemon()) {
      services.keySet().forEach(FailingStorageTest::submit);
      services.keySet().forEach(FailingStorageTest::awaitEnd);
    }
    assertThat(waits("busy")).hasSize(2);
    assertBetween(waits("busy").getFirst(), 800, 1_200);
    assertBetween(waits("busy").getLast(), 1_600, 2_400);
    assertThat(waits("asking")).hasSize(1);
    assertBetween(waits("asking").getFirst(), 2_000, 2_000);
    assertThat(redis.llen("asking-out")).as("taken at the second attempt").isEqualTo(1);
    assertThat(attempts("picky")).hasSize(1);
    assertThat(attempts("closed")).hasSize(1);
    assertThat(attempts("mcp")).as("one retry").hasSize(2);
    for (String list : List.of("busy", "picky", "closed", "mcp")) {
      assertThat(redis.llen("DLQ:" + list)).as(list).isEqualTo(1);
    }
  }

  @Test
  void what_becomes_of_a_failure_is_as_configured_and_the_other_storage_has_the_document()
      throws Exception {
    String once = "retry: {max_attempts: 1}, on_failure: ";
    answers(service("dead", once + "dead_letter"), 1, answer(503));
    answers(service("later", once + "defer"), 10, answer(503));
    answers(service("never", once + "ignore"), 10, answer(503));
    try (RunningDaemon _ = daemon()) {
      Vcon dead = submit("dead");
      Vcon later = submit("later");
      Vcon never = submit("never");
      services.keySet().forEach(FailingStorageTest::awaitEnd);
      for (Vcon vcon : List.of(dead, later, never)) {
        assertThat(file(vcon)).content(UTF_8).isEqualTo(vcon.text());
      }

      assertThat(redis.lrange("DLQ:dead", 0, -1)).containsExactly(dead.id().toString());
      assertThat(redis.llen("dead-out")).isZero();
      assertThat(redis.hget("vcond:{dead}:record:" + dead.id(), "step")).isEqualTo("dead");
      assertThat(redis.hget("vcond:{dead}:record:" + dead.id(), "reason")).contains("503");

      assertThat(redis.lrange("later-out", 0, -1)).containsExactly(later.id().toString());
      assertThat(redis.lrange("DLQ:storage:later", 0, -1)).containsExactly(later.id().toString());
      assertThat(redis.exists("DLQ:later")).isZero();

      assertThat(redis.lrange("never-out", 0, -1)).containsExactly(never.id().toString());
      assertThat(redis.exists("DLQ:never", "DLQ:storage:never")).isZero();

      FileTime before = Files.getLastModifiedTime(file(dead));
      redis.rpush("dead", redis.lpop("DLQ:dead"));
      await().atMost(LONG).until(() -> redis.llen("dead-out") == 1);
      assertThat(Files.getLastModifiedTime(file(dead))).as("not written again").isEqualTo(before);
      assertThat(attempts("dead"))
          .extracting(TestHttpApi.Request::body)
          .containsExactly(dead.text(), dead.text());
    }
  }

  private Path file(Vcon vcon) {
    return folder.resolve("vcons").resolve(vcon.id() + ".json");
  }
}
