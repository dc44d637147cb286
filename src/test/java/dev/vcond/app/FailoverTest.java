package dev.vcond.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vcond.app.embedded.EmbeddedRedis;
import dev.vcond.event.PipelineEvent;
import dev.vcond.testserver.TestSentinels;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The master goes in the middle of work, and the Sentinels make its replica the next one. */
class FailoverTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int COUNT = 200;

  @TempDir private Path folder;
  private final Set<String> ids = new TreeSet<>();
  private TestSentinels redis;
  private QuickWorkers daemon;

  @BeforeEach
  void start() throws Exception {
    redis = new TestSentinels(folder, 3, "");
    var commands = redis.commands();
    for (int i = 0; i < COUNT; i++) {
      String id = UUID.randomUUID().toString();
      ids.add(id);
      commands.set("vcon:" + id, "{\"uuid\":\"" + id + "\",\"parties\":[]}");
      commands.rpush("in", id);
    }
    commands.waitForReplication(1, 10_000);
    daemon =
        new QuickWorkers(
            redis.url(),
            QuickWorkers.QUICK,
            folder,
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
                .formatted(folder.resolve("vcons")),
            Catalog.builtIn());
    await().atMost(LONG).until(() -> commands.llen("out") >= COUNT / 10);
    assertThat(commands.llen("in")).as("still in the middle").isPositive();
  }

  @AfterEach
  void stop() throws Exception {
    daemon.stop();
    redis.close();
  }

  private void awaitMaster(EmbeddedRedis other) {
    await()
        .atMost(LONG)
        .until(() -> redis.masterPort() == other.port() && takesWrites(redis.on(other)));
  }

  private static boolean takesWrites(RedisCommands<String, String> server) {
    return server.info("replication").contains("role:master");
  }

  /**
   * What the new master did not have yet is done again: at least once, and nothing fails for it.
   */
  private void awaitEnd() throws Exception {
    RedisCommands<String, String> master = redis.commands();
    await()
        .atMost(LONG)
        .until(() -> master.llen("in") == 0 && master.hlen("vcond:{in}:inflight") == 0);
    List<String> out = master.lrange("out", 0, -1);
    assertThat(new TreeSet<>(out)).isEqualTo(ids);
    // At most what was in work at the time: four runs, and answers on their way.
    assertThat(out.size()).isLessThan(COUNT + 30);
    assertThat(master.lrange("DLQ:in", 0, -1)).isEmpty();
    for (String id : ids) {
      assertThat(Files.readString(folder.resolve("vcons/" + id + ".json"))).contains("seen:seen");
    }
    assertThat(daemon.seen(PipelineEvent.DeadLettered.class)).isEmpty();
  }

  @Test
  void the_master_crashes() throws Exception {
    EmbeddedRedis next = redis.replica();
    redis.master().kill();
    awaitMaster(next);
    awaitEnd();
    assertThat(daemon.seen(PipelineEvent.OutageBegan.class)).hasSize(1);
    assertThat(daemon.seen(PipelineEvent.OutageEnded.class)).hasSize(1);
  }

  @Test
  void the_operator_has_the_replica_take_over() throws Exception {
    EmbeddedRedis next = redis.replica();
    redis.failOver();
    awaitMaster(next);
    awaitEnd();
    assertThat(new HashSet<>(redis.on(next).clientList().lines().map(FailoverTest::name).toList()))
        .contains("vcond");
  }

  private static String name(String client) {
    return client.replaceFirst(".* name=(\\S*) .*", "$1");
  }

  @Test
  void the_first_sentinel_is_dead_when_the_master_goes() throws Exception {
    EmbeddedRedis next = redis.replica();
    redis.killSentinel(0);
    redis.master().kill();
    awaitMaster(next);
    awaitEnd();
  }

  @Test
  void the_master_hangs_and_is_demoted_when_it_wakes() throws Exception {
    EmbeddedRedis old = redis.master();
    EmbeddedRedis next = redis.replica();
    long pid =
        Long.parseLong(
            redis.on(old).info("server").replaceFirst("(?s).*process_id:(\\d+).*", "$1"));
    new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start().waitFor();
    try {
      awaitMaster(next);
      await().atMost(LONG).until(() -> !daemon.workers().heart().away());
    } finally {
      new ProcessBuilder("kill", "-CONT", Long.toString(pid)).start().waitFor();
    }
    awaitEnd();
  }
}
