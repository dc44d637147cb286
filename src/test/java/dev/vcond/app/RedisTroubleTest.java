package dev.vcond.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vcond.app.embedded.EmbeddedRedis;
import dev.vcond.event.PipelineEvent;
import dev.vcond.queue.Timings;
import dev.vcond.testkit.FaultProxy;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever Redis does in the middle of work: every document is stored, every id is on the egress
 * list exactly once, none on the dead-letter list, and work goes on by itself.
 */
class RedisTroubleTest {
  private static final Duration LONG = Duration.ofSeconds(40);
  private static final int COUNT = 100;

  @TempDir Path folder;
  private int port;
  private EmbeddedRedis server;
  private FaultProxy proxy;
  private RedisClient client;
  private RedisCommands<String, String> redis;
  private final List<QuickWorkers> daemons = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    port = freePort();
    server = startRedis(true);
    proxy = FaultProxy.before(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    client = RedisClient.create(server.url());
    redis = client.connect().sync();
    for (int i = 0; i < COUNT; i++) {
      submit();
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private EmbeddedRedis startRedis(boolean appendOnly) throws Exception {
    return EmbeddedRedis.start(
        new EmbeddedRedis.Settings(folder.resolve("redis"), port, appendOnly));
  }

  @AfterEach
  void stop() throws Exception {
    proxy.up();
    for (QuickWorkers daemon : daemons) {
      daemon.stop();
    }
    client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    proxy.close();
    server.stop();
  }

  private void submit() {
    String id = UUID.randomUUID().toString();
    ids.add(id);
    redis.set("vcon:" + id, "{\"uuid\":\"" + id + "\",\"parties\":[]}");
    redis.rpush("in", id);
  }

  /** Each run takes 30 ms, four at a time: a second or so for all of them. */
  private QuickWorkers work() throws Exception {
    return work(proxy);
  }

  private QuickWorkers work(FaultProxy through) throws Exception {
    return work(
        through,
        QuickWorkers.QUICK,
        Catalog.builtIn(),
        """
        worker: {concurrency: 4}
        links:
          tag: {module: links.tag, options: {tags: [seen]}}
          wait: {module: links.delay, options: {seconds: 30ms}}
        storages:
          disk: {module: storage.file, options: {path: "%s", fsync: false}}
        chains:
          main:
            links: [tag, wait]
            storages: [disk]
            ingress_lists: [in]
            egress_lists: [out]
        """
            .formatted(folder.resolve("vcons")));
  }

  private QuickWorkers work(
      FaultProxy through, Timings timings, Catalog catalog, String configuration) throws Exception {
    String url = "redis://127.0.0.1:" + through.address().getPort();
    var daemon = new QuickWorkers(url, timings, folder, configuration, catalog);
    daemons.add(daemon);
    return daemon;
  }

  private void awaitTheMiddle() {
    await().atMost(LONG).until(() -> redis.llen("out") >= COUNT / 10);
    assertThat(redis.llen("in")).as("still in the middle").isPositive();
  }

  private static void awaitAway(QuickWorkers daemon) {
    await().atMost(LONG).until(() -> daemon.workers().heart().away());
  }

  private static void awaitLapse(QuickWorkers daemon) {
    await().atMost(LONG).until(() -> !daemon.workers().lease().holds());
  }

  private void awaitEnd() throws Exception {
    await()
        .atMost(LONG)
        .ignoreExceptions()
        .until(() -> redis.llen("in") == 0 && redis.hlen("vcond:{in}:inflight") == 0);
    List<String> out = new ArrayList<>(redis.lrange("out", 0, -1));
    Collections.sort(out);
    Collections.sort(ids);
    assertThat(out).isEqualTo(ids);
    assertThat(redis.lrange("DLQ:in", 0, -1)).isEmpty();
    for (String id : ids) {
      assertThat(Files.readString(folder.resolve("vcons/" + id + ".json"))).contains("seen:seen");
    }
    assertThat(redis.keys("vcond:*record*")).isEmpty();
  }

  @Test
  void nothing_but_connections_that_break_time_and_again() throws Exception {
    work();
    for (int i = 0; i < 5; i++) {
      long before = redis.llen("out");
      proxy.resetConnections();
      await().atMost(LONG).until(() -> redis.llen("out") > before || redis.llen("in") == 0);
    }
    awaitEnd();
  }

  @Test
  void a_network_that_swallows_everything_until_the_lease_is_over() throws Exception {
    QuickWorkers daemon = work();
    awaitTheMiddle();
    proxy.hang();
    awaitLapse(daemon);
    proxy.up();
    awaitEnd();
    assertThat(daemon.seen(PipelineEvent.LeaseLapsed.class)).isNotEmpty();
  }

  @Test
  void connections_that_went_mute_for_ever() throws Exception {
    work();
    awaitTheMiddle();
    proxy.muteConnections();
    awaitEnd();
  }

  @Test
  void answers_that_are_lost_while_everything_asked_is_done() throws Exception {
    QuickWorkers daemon = work();
    awaitTheMiddle();
    proxy.loseAnswers();
    awaitAway(daemon);
    proxy.up();
    awaitEnd();
  }

  @Test
  void a_slow_network() throws Exception {
    proxy.slow(Duration.ofMillis(5));
    work();
    awaitEnd();
  }

  @Test
  void a_server_that_crashes_and_comes_back_with_its_data() throws Exception {
    QuickWorkers daemon = work();
    awaitTheMiddle();
    server.kill();
    awaitAway(daemon);
    server = startRedis(true);
    awaitEnd();
  }

  @Test
  void a_server_that_forgot_its_scripts() throws Exception {
    QuickWorkers daemon = work();
    awaitTheMiddle();
    redis.scriptFlush();
    awaitEnd();
    assertThat(daemon.seen(PipelineEvent.OutageBegan.class)).isEmpty();
  }

  @Test
  void a_server_that_became_a_replica_for_a_while() throws Exception {
    QuickWorkers daemon = work();
    awaitTheMiddle();
    redis.replicaof("127.0.0.1", 1);
    awaitAway(daemon);
    redis.replicaofNoOne();
    awaitEnd();
  }

  @Test
  void a_replica_that_gives_no_old_answers_either() throws Exception {
    redis.configSet("replica-serve-stale-data", "no");
    QuickWorkers daemon = work();
    awaitTheMiddle();
    redis.replicaof("127.0.0.1", 1);
    awaitAway(daemon);
    redis.replicaofNoOne();
    awaitEnd();
  }

  @Test
  void a_server_that_is_busy_with_a_script() throws Exception {
    redis.configSet("busy-reply-threshold", "50");
    QuickWorkers daemon = work();
    awaitTheMiddle();
    var other = client.connect();
    var busy =
        other.async().eval("while true do end", ScriptOutputType.STATUS).toCompletableFuture();
    awaitAway(daemon);
    redis.scriptKill();
    await().until(busy::isDone);
    awaitEnd();
  }

  @Test
  void a_full_server_takes_no_changed_documents_and_all_else_goes_on() throws Exception {
    redis.del("in");
    QuickWorkers daemon =
        work(
            proxy,
            QuickWorkers.QUICK,
            Catalog.builtIn(),
            """
            links: {tag: {module: links.tag, options: {tags: [seen]}}}
            storages: {disk: {module: storage.file, options: {path: "%s", fsync: false}}}
            chains:
              changing: {links: [tag], storages: [disk], ingress_lists: [in], egress_lists: [out]}
              plain: {storages: [disk], ingress_lists: [other], egress_lists: [out]}
            """
                .formatted(folder.resolve("vcons")));
    // Queued and full in one step, so that nothing is worked on before.
    redis.multi();
    redis.rpush("in", ids.get(0), ids.get(1));
    redis.rpush("other", ids.get(2), ids.get(3));
    redis.configSet(Map.of("maxmemory", "1", "maxmemory-policy", "noeviction"));
    redis.exec();
    await().atMost(LONG).until(() -> redis.llen("out") == 2 && redis.llen("DLQ:in") == 2);
    assertThat(redis.lrange("out", 0, -1)).containsExactlyInAnyOrder(ids.get(2), ids.get(3));
    assertThat(redis.hget("vcond:{in}:record:" + ids.get(0), "code"))
        .isEqualTo("write_back_refused");
    assertThat(daemon.seen(PipelineEvent.OutageBegan.class)).isEmpty();
    assertThat(daemon.workers().lease().holds()).isTrue();
    redis.configSet("maxmemory", "0");
  }

  @Test
  void a_server_that_cannot_save_its_data() throws Exception {
    Files.createDirectories(folder.resolve("redis/dump.rdb/in-the-way"));
    QuickWorkers daemon = work();
    awaitTheMiddle();
    redis.configSet(Map.of("save", "3600 1", "stop-writes-on-bgsave-error", "yes"));
    redis.bgsave();
    awaitAway(daemon);
    assertThat(daemon.workers().heart().outage().orElseThrow().why()).startsWith("MISCONF");
    redis.configSet("save", "");
    awaitEnd();
  }

  @Test
  void a_server_that_lost_everything_is_told_what_is_in_work_and_the_rest_is_counted()
      throws Exception {
    var open = new CountDownLatch(1);
    var waiting = new AtomicInteger();
    QuickWorkers daemon =
        work(
            proxy,
            Timings.PRODUCTION,
            OwnModules.storage(_ -> {
              waiting.incrementAndGet();
              open.await();
            }),
            """
            worker: {concurrency: 4}
            storages: {gate: {module: storage.own}}
            chains: {main: {storages: [gate], ingress_lists: [in], egress_lists: [out]}}
            """);
    await().until(() -> waiting.get() == 4);
    redis.flushall();
    open.countDown();
    await().atMost(LONG).until(() -> redis.llen("out") == 4);
    assertThat(daemon.seen(PipelineEvent.Forgotten.class)).hasSize(4);
    assertThat(redis.hlen("vcond:{in}:inflight")).isZero();

    submit();
    await().atMost(LONG).until(() -> redis.llen("out") == 5);
  }

  @Test
  void a_daemon_that_was_there_before_its_redis() throws Exception {
    server.stop();
    try (var early =
        RunningDaemon.start(
            folder,
            """
            redis: {url: "redis://127.0.0.1:%d"}
            chains: {main: {ingress_lists: [in], egress_lists: [out]}}
            """
                .formatted(port))) {
      early.notReady("cannot be reached");
      server = startRedis(true);
      await().atMost(LONG).ignoreExceptions().until(() -> redis.llen("out") == COUNT);
      early.ready();
    }
  }

  @Test
  void an_id_pushed_again_while_its_ending_is_unanswered_runs_again() throws Exception {
    QuickWorkers daemon = work();
    awaitTheMiddle();
    proxy.loseAnswers();
    String again = redis.lindex("out", 0);
    redis.rpush("in", again);
    awaitAway(daemon);
    proxy.up();
    ids.add(again);
    awaitEnd();
  }

  @Test
  void runs_that_were_thrown_away_though_the_lease_is_unbroken() throws Exception {
    QuickWorkers daemon = work();
    awaitTheMiddle();
    daemon.workers().loops().discardRunning();
    awaitEnd();
    assertThat(daemon.seen(PipelineEvent.Recovered.class)).isNotEmpty();
  }

  @Test
  void two_daemons_beside_each_other_while_one_of_them_is_cut_off() throws Exception {
    QuickWorkers cutOff = work();
    try (FaultProxy other =
        FaultProxy.before(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
      QuickWorkers beside = work(other);
      awaitTheMiddle();
      proxy.hang();
      awaitLapse(cutOff);
      proxy.up();
      awaitEnd();
      daemons.remove(beside);
      beside.stop();
    }
  }
}
