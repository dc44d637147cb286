package dev.vcond.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vcond.app.embedded.EmbeddedRedis;
import dev.vcond.event.PipelineEvent;
import dev.vcond.link.Link;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.link.TemporaryFailure;
import dev.vcond.queue.Timings;
import dev.vcond.testserver.TestRedis;
import dev.vcond.vcon.Vcon;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What authors of links may rely on, with a real Redis. */
class LinkPromisesTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static EmbeddedRedis server;
  private static RedisClient client;
  private static RedisCommands<String, String> redis;

  @TempDir Path folder;
  private final String id = UUID.randomUUID().toString();
  private final List<Process> processes = new ArrayList<>();
  private final List<QuickWorkers> daemons = new ArrayList<>();

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
  void stop_everything() throws Exception {
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
    for (QuickWorkers daemon : daemons) {
      daemon.stop();
    }
  }

  private void submit() {
    redis.set("vcon:" + id, "{\"uuid\":\"" + id + "\"}");
    redis.rpush("in", id);
  }

  private void awaitOut() {
    await().atMost(LONG).until(() -> redis.llen("out") == 1);
  }

  private QuickWorkers start(String links, Link own) throws Exception {
    String config =
        """
        links:
          tag: {module: links.tag, options: {tags: [t]}}
          own: {module: links.own, retry: {wait: 1ms}}
          last: {module: links.own}
        storages: {disk: {module: storage.file, options: {path: '%s', fsync: false}}}
        chains: {main: {links: %s, storages: [disk], ingress_lists: [in], egress_lists: [out]}}
        """
            .formatted(folder.resolve("vcons"), links);
    var daemon =
        new QuickWorkers(server.url(), Timings.PRODUCTION, folder, config, OwnModules.link(own));
    daemons.add(daemon);
    return daemon;
  }

  /** A daemon with a costly link, after which each document waits this long. */
  private Process startCostly(String pause) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("config-" + processes.size() + ".yml"),
            """
            redis: {url: '%s'}
            admin: {listen: '127.0.0.1:0'}
            links:
              own: {module: links.own}
              pause: {module: links.delay, options: {seconds: %s}}
            storages: {disk: {module: storage.file, options: {path: '%s', fsync: false}}}
            chains:
              main: {links: [own, pause], storages: [disk], ingress_lists: [in], egress_lists: [out]}
            """
                .formatted(server.url(), pause, folder.resolve("vcons")));
    Process daemon =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                CostlyDaemon.class.getName(),
                config.toString(),
                bills().toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(folder.resolve("log-" + processes.size()).toFile())
            .start();
    processes.add(daemon);
    return daemon;
  }

  private Path bills() {
    return folder.resolve("bills");
  }

  @Test
  void a_costly_link_is_not_called_again_after_its_process_was_killed() throws Exception {
    submit();
    Process first = startCostly("9m");
    await().atMost(LONG).until(() -> redis.get("vcon:" + id).contains("paid:yes"));
    first.destroyForcibly().waitFor();
    assertThat(redis.llen("out")).isZero();

    startCostly("1ms");
    awaitOut();

    assertThat(Files.readAllLines(bills())).containsExactly(id);
    assertThat(Files.readString(folder.resolve("vcons/" + id + ".json"))).contains("paid:yes");
  }

  private static Link dear(AtomicInteger calls) {
    return new Link() {
      @Override
      public LinkResult apply(Vcon vcon, LinkContext context) throws IOException {
        if (context.step().equals("last") && calls.get() < 2) {
          calls.set(2);
          throw new IOException("not today");
        }
        if (context.step().equals("own")) {
          calls.incrementAndGet();
        }
        return LinkResult.proceed(vcon.edited(edit -> edit.addTag(context.step())));
      }

      @Override
      public boolean costly() {
        return true;
      }
    };
  }

  @Test
  void a_costly_link_is_not_called_again_by_a_replay() throws Exception {
    var calls = new AtomicInteger();
    QuickWorkers daemon = start("[own, last]", dear(calls));
    submit();
    await().atMost(LONG).until(() -> redis.llen("DLQ:in") == 1);
    redis.rpush("in", redis.lpop("DLQ:in"));
    awaitOut();

    assertThat(
            daemon.seen(PipelineEvent.LinkCalled.class).stream()
                .map(PipelineEvent.LinkCalled::link)
                .toList())
        .containsExactly("own", "last", "last");
    assertThat(redis.get("vcon:" + id)).contains("own", "last");
  }

  @Test
  void a_costly_link_that_changes_nothing_is_not_called_again_by_a_replay_either()
      throws Exception {
    var calls = new AtomicInteger();
    Link dear = dear(calls);
    QuickWorkers daemon =
        start(
            "[own, last]",
            new Link() {
              @Override
              public LinkResult apply(Vcon vcon, LinkContext context) throws Exception {
                dear.apply(vcon, context);
                return LinkResult.proceed(vcon);
              }

              @Override
              public boolean costly() {
                return true;
              }
            });
    submit();
    await().atMost(LONG).until(() -> redis.llen("DLQ:in") == 1);
    redis.rpush("in", redis.lpop("DLQ:in"));
    awaitOut();

    assertThat(
            daemon.seen(PipelineEvent.LinkCalled.class).stream()
                .map(PipelineEvent.LinkCalled::link)
                .toList())
        .containsExactly("own", "last", "last");
    assertThat(redis.get("vcon:" + id)).isEqualTo("{\"uuid\":\"" + id + "\"}");
    await().atMost(LONG).until(() -> redis.exists("vcond:{in}:record:" + id) == 0);
  }

  @Test
  void who_shows_the_id_finds_what_earlier_links_did_in_redis() throws Exception {
    var found = new AtomicReference<>("");
    start(
        "[tag, own]",
        new Link() {
          @Override
          public LinkResult apply(Vcon vcon, LinkContext context) {
            found.set(redis.get("vcon:" + vcon.id()));
            return LinkResult.proceed(vcon);
          }

          @Override
          public boolean showsId() {
            return true;
          }
        });
    submit();
    awaitOut();
    assertThat(found.get()).contains("t:t");
  }

  @Test
  void a_busy_link_is_called_again_and_routes_leave_once() throws Exception {
    var calls = new AtomicInteger();
    start(
        "[own]",
        (vcon, _) -> {
          if (calls.incrementAndGet() < 3) {
            throw new TemporaryFailure("busy");
          }
          return LinkResult.proceed(vcon, List.of("vip"));
        });
    submit();
    awaitOut();
    assertThat(calls).hasValue(3);
    assertThat(redis.lrange("vip", 0, -1)).containsExactly(id);
  }

  @Test
  void options_of_a_chain_lie_over_those_of_the_link() throws Exception {
    start("[{tag: {tags: [mine]}}, {own: {sampling_rate: 0.0000001}}]", dear(new AtomicInteger()));
    submit();
    awaitOut();
    assertThat(redis.get("vcon:" + id)).contains("mine:mine").doesNotContain("t:t", "own");
  }
}
