package dev.vcond.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vcond.config.RedisUrl;
import dev.vcond.deadletter.Clearing;
import dev.vcond.deadletter.DeadLetterQueue;
import dev.vcond.deadletter.Inspection;
import dev.vcond.deadletter.Search;
import dev.vcond.deadletter.Selection;
import dev.vcond.event.PipelineEvent;
import dev.vcond.queue.DeadLetterLists;
import dev.vcond.queue.Documents;
import dev.vcond.queue.Keys;
import dev.vcond.queue.Owed;
import dev.vcond.queue.QueueCounts;
import dev.vcond.queue.Redis;
import dev.vcond.queue.Rounds;
import dev.vcond.queue.Rounds.Fate;
import dev.vcond.testserver.OpenRedis;
import dev.vcond.vcon.VconId;
import io.lettuce.core.SetArgs;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The users of the manual, exactly as it has them. */
class AccessListTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private OpenRedis redis;

  @BeforeEach
  void start() throws Exception {
    redis = OpenRedis.start();
    for (String line :
        Files.readAllLines(Path.of("src/main/resources/dev/vcond/cli/help/operate.md"))) {
      if (line.startsWith("    ACL SETUSER ") && line.contains(">PASSWORD")) {
        obey(line.strip().replace("PASSWORD", "secret"));
      }
    }
    assertThat(redis.commands().aclUsers()).contains("vcond", "viewer");
  }

  private void obey(String line) {
    String[] words = line.split(" ");
    var arguments = new CommandArgs<>(StringCodec.UTF8);
    List.of(words).subList(1, words.length).forEach(arguments::add);
    redis.commands().dispatch(CommandType.ACL, new StatusOutput<>(StringCodec.UTF8), arguments);
  }

  @AfterEach
  void stop() throws Exception {
    redis.close();
  }

  private String urlOf(String user) {
    return redis.url().replace("//", "//" + user + ":secret@");
  }

  private Redis connectAs(String user) throws Exception {
    return Redis.connect(RedisUrl.parse(urlOf(user)));
  }

  /** Redis logs every command and key that somebody was not allowed. */
  private void nothingWasForbidden() {
    assertThat(redis.commands().aclLog()).isEmpty();
  }

  private String submit() {
    String id = UUID.randomUUID().toString();
    redis
        .commands()
        .set("vcon:" + id, "{\"uuid\":\"" + id + "\",\"parties\":[]}", SetArgs.Builder.ex(60));
    redis.commands().lpush("default", id);
    return id;
  }

  private QuickWorkers work() throws Exception {
    return new QuickWorkers(
        urlOf("vcond"),
        QuickWorkers.QUICK,
        folder,
        """
        redis: {url: '%s', after_completion: expire}
        worker: {concurrency: 4}
        links: {tag: {module: links.tag, options: {tags: [seen]}}}
        storages:
          disk: {module: storage.file, options: {path: "%s", fsync: false}}
          late: {module: storage.file, on_outage: defer, options: {path: "%s", fsync: false}}
        chains:
          main:
            links: [tag]
            storages: [disk, late]
            ingress_lists: [default]
            egress_lists: [processed]
            egress: before_storage
        """
            .formatted(urlOf("vcond"), folder.resolve("disk"), folder.resolve("late")),
        Catalog.builtIn());
  }

  @Test
  void the_daemon_does_all_that_it_does() throws Exception {
    var ids = new ArrayList<String>();
    for (int i = 0; i < 20; i++) {
      ids.add(submit());
    }
    var look = redis.commands();
    look.rpush("default", "nonsense", UUID.randomUUID().toString(), ids.getFirst());
    String left = submit();
    look.lrem("default", 0, left);
    ids.add(left);
    look.hset("vcond:{default}:inflight", left, "ghost:1");
    look.hset("vcond:{default}:record:" + left, Map.of("begun", "ghost:1", "reason", "r"));
    look.hset("vcond:{default}:instances", "ghost", "elsewhere");
    look.sadd("vcond:lists", "default");
    Path inTheWay = Files.writeString(folder.resolve("late"), "no folder");
    QuickWorkers daemon = work();
    await().atMost(LONG).until(() -> look.llen("processed") >= ids.size());
    await().atMost(LONG).until(() -> look.llen("DLQ:default") == 2);
    Files.delete(inTheWay);
    await()
        .atMost(LONG)
        .until(
            () -> look.llen("DLQ:storage:late") == 0 && look.hlen("vcond:{default}:inflight") == 0);
    await()
        .atMost(LONG)
        .until(() ->
            ids.stream().allMatch(id -> Files.exists(folder.resolve("late/" + id + ".json"))));
    replayAndLook(ids.getFirst());
    await().atMost(LONG).until(() -> look.llen("default") == 0);
    assertThat(daemon.seen(PipelineEvent.Recovered.class)).isNotEmpty();
    daemon.stop();
    assertThat(look.keys("vcond:*heartbeat*")).isEmpty();
    nothingWasForbidden();
  }

  private static Clearing clearing(Redis own) {
    return new Clearing(new DeadLetterLists(own), new Rounds(own, "test"), Clearing.Manner.usual());
  }

  private void replayAndLook(String id) throws Exception {
    try (Redis own = connectAs("vcond")) {
      var lists = new DeadLetterLists(own);
      var clearing = clearing(own);
      var one = new Clearing.Order("default", Fate.REPLAY, Selection.ALL, 1, Long.MAX_VALUE);
      assertThat(clearing.bulk(one).end()).isEqualTo(new Clearing.End.Complete());
      assertThat(clearing.ids("default", Fate.REPLAY, List.of("nonsense")).end())
          .isEqualTo(new Clearing.End.Complete());
      redis.commands().rpush("DLQ:default", "dropped", "dropped-too");
      assertThat(clearing.ids("default", Fate.DROP, List.of("dropped")).taken()).isEqualTo(1);
      assertThat(new Owed(own).toDeadLetters("gone", "default", Map.of()).refused()).isEmpty();
      assertThat(new Search(lists, (_, _, _) -> {}).count("default", Selection.ALL).entries())
          .isPositive();
      assertThat(new Documents(own).read(VconId.parse(id).orElseThrow())).isPresent();
    }
  }

  @Test
  void who_only_looks_sees_all_and_changes_nothing() throws Exception {
    String id = submit();
    redis.commands().rpush("DLQ:default", id);
    redis.commands().hset("vcond:{default}:record:" + id, "code", "signed");
    try (Redis own = connectAs("viewer")) {
      var counts = new QueueCounts(own);
      assertThat(counts.known(List.of("default"))).contains("default");
      assertThat(counts.read(List.of("default")).values()).allMatch(count -> count.waiting() == 1);
      var letters = new ArrayList<DeadLetterQueue.Letter>();
      new DeadLetterQueue(new DeadLetterLists(own)).read("default", 0, 10, letters::add);
      assertThat(letters).hasSize(1);
      assertThat(new DeadLetterQueue(new DeadLetterLists(own)).summary("default").causes())
          .isNotEmpty();
      assertThat(Inspection.of(own, "default", Keys.bytes(id), Optional.empty())).isPresent();
      nothingWasForbidden();
      assertThat(clearing(own).bulk(new Clearing.Order("default", Fate.DROP, Selection.ALL)).end())
          .isInstanceOf(Clearing.End.Stopped.class);
    }
    assertThat(redis.commands().llen("DLQ:default")).isEqualTo(1);
  }
}
