package dev.vcond.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vcond.app.embedded.EmbeddedRedis;
import dev.vcond.link.Link;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.queue.Timings;
import dev.vcond.testserver.RedisJsonProxy;
import dev.vcond.testserver.TestPostgres;
import dev.vcond.testserver.TestRedis;
import dev.vcond.vcon.Vcon;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What producers and operators may rely on, tried as they would. */
class PromisesTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static EmbeddedRedis server;
  private static RedisClient client;

  /** Its characters are bytes. */
  private static RedisCommands<String, String> redis;

  @TempDir Path folder;
  private final String id = UUID.randomUUID().toString();
  private final String key = "vcon:" + id;
  private final List<QuickWorkers> daemons = new ArrayList<>();

  @BeforeAll
  static void start_redis() {
    server = TestRedis.start();
    client = RedisClient.create(server.url());
    redis = client.connect(new StringCodec(ISO_8859_1)).sync();
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
  void stop_daemons() throws Exception {
    for (QuickWorkers daemon : daemons) {
      daemon.stop();
    }
  }

  private QuickWorkers start(String configuration, Catalog catalog) throws Exception {
    return start(server.url(), configuration, catalog);
  }

  private QuickWorkers start(String url, String configuration, Catalog catalog) throws Exception {
    String text = configuration.replace("FOLDER", folder.resolve("vcons").toString());
    var daemon = new QuickWorkers(url, Timings.PRODUCTION, folder, text, catalog);
    daemons.add(daemon);
    return daemon;
  }

  private String post(String text) {
    String document = "{\"uuid\":\"" + id + "\",\"text\":\"" + text + "\"}";
    redis.set(key, document);
    return document;
  }

  private void push(String... ids) {
    redis.rpush("in", ids);
  }

  private void awaitOut(int count) {
    await().atMost(LONG).until(() -> redis.llen("out") == count);
    awaitQuiet();
  }

  private void awaitDead(String why) {
    await().atMost(LONG).until(() -> redis.llen("DLQ:in") == 1);
    awaitQuiet();
    assertThat(record("code")).isEqualTo(why);
  }

  private static void awaitQuiet() {
    await()
        .atMost(LONG)
        .until(() -> redis.llen("in") == 0 && redis.hlen("vcond:{in}:inflight") == 0);
  }

  private String record(String field) {
    return redis.hget("vcond:{in}:record:" + id, field);
  }

  /** As the tools of vcon-server do it. */
  private static void replay() {
    redis.rpush("in", redis.lpop("DLQ:in"));
  }

  private Path file() {
    return folder.resolve("vcons/" + id + ".json");
  }

  private String stored() throws IOException {
    return Files.readString(file());
  }

  /** Says of a file whether it is still the same one. */
  private List<Object> identity() throws IOException {
    var attributes = Files.readAttributes(file(), BasicFileAttributes.class);
    return List.of(attributes.fileKey(), attributes.lastModifiedTime());
  }

  private static Vcon tagged(Vcon vcon, String tag) {
    return vcon.edited(editor -> editor.addTag(tag));
  }

  private static final String LINK_AND_DISK =
      """
      links: {own: {module: links.own}}
      storages: {disk: {module: storage.file, options: {path: FOLDER, fsync: false}}}
      chains:
        main: {links: [own], storages: [disk], ingress_lists: [in], egress_lists: [out]}
      """;

  @Test
  void one_id_pushed_three_times_at_once_runs_one_after_the_other() throws Exception {
    var runs = new AtomicInteger();
    var atOnce = new AtomicInteger();
    var most = new AtomicInteger();
    Link link =
        (vcon, _) -> {
          most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
          new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
          atOnce.decrementAndGet();
          return LinkResult.proceed(tagged(vcon, "run:" + runs.incrementAndGet()));
        };
    start(LINK_AND_DISK, OwnModules.link(link));
    start(LINK_AND_DISK, OwnModules.link(link));
    post("a");
    push(id, id, id);
    awaitOut(2);

    assertThat(most).hasValue(1);
    assertThat(runs).as("twice more while it ran is once more").hasValue(2);
    assertThat(stored()).contains("run:1", "run:2").isEqualTo(redis.get(key));
    assertThat(redis.lrange("out", 0, -1)).containsExactly(id, id);
  }

  @Test
  void a_newer_document_pushed_while_the_older_one_is_stored_is_stored_afterwards()
      throws Exception {
    var storing = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    start(
        """
        storages:
          disk: {module: storage.file, options: {path: FOLDER, fsync: false}}
          own: {module: storage.own}
        chains: {main: {storages: [disk, own], ingress_lists: [in], egress_lists: [out]}}
        """,
        OwnModules.storage(_ -> {
          storing.countDown();
          go.await();
        }));
    post("older");
    push(id);
    storing.await();
    String newer = post("newer");
    push(id);
    await().until(() -> redis.hget("vcond:{in}:inflight", id).endsWith("+"));
    go.countDown();
    awaitOut(2);
    assertThat(stored()).isEqualTo(newer);
  }

  @Test
  void a_newer_document_posted_during_a_run_is_the_one_that_is_changed_and_stored()
      throws Exception {
    var runs = new AtomicInteger();
    start(
        LINK_AND_DISK,
        OwnModules.link((vcon, _) -> {
          if (runs.incrementAndGet() == 1) {
            post("newer");
          }
          return LinkResult.proceed(tagged(vcon, "a:b"));
        }));
    post("older");
    push(id);
    awaitOut(1);
    assertThat(runs).hasValue(2);
    assertThat(stored()).contains("newer", "a:b").isEqualTo(redis.get(key));
    assertThat(redis.keys("vcond:*record*")).isEmpty();
  }

  @Test
  void a_document_that_changes_during_every_run_is_a_dead_letter_and_stays_as_posted()
      throws Exception {
    var runs = new AtomicInteger();
    start(
        LINK_AND_DISK,
        OwnModules.link((vcon, _) -> {
          if (runs.incrementAndGet() < 6) {
            post("newer " + runs.get());
          }
          return LinkResult.proceed(tagged(vcon, "a:b"));
        }));
    post("older");
    push(id);
    awaitDead("document_keeps_changing");
    assertThat(runs).hasValue(3);
    assertThat(redis.get(key)).contains("newer 3").doesNotContain("a:b");
    assertThat(Files.exists(file())).isFalse();
    assertThat(redis.llen("out")).isZero();

    replay();
    awaitOut(1);
    assertThat(runs).as("a replay has all its runs again").hasValue(6);
    assertThat(stored()).contains("newer 5", "a:b");
  }

  @Test
  void a_corrected_document_under_a_dead_lettered_id_is_processed() throws Exception {
    start(LINK_AND_DISK, OwnModules.link((vcon, _) -> LinkResult.proceed(tagged(vcon, "a:b"))));
    redis.set(key, "{\"uuid\":");
    push(id);
    awaitDead("not_json");
    post("corrected");
    replay();
    awaitOut(1);
    assertThat(stored()).contains("corrected", "a:b");
    assertThat(redis.keys("vcond:*record*")).isEmpty();
  }

  private static final String TWO_STORAGES =
      """
      links: {own: {module: links.own}}
      storages:
        disk: {module: storage.file, options: {path: FOLDER, fsync: false}}
        own: {module: storage.own, retry: {max_attempts: 1}}
      chains:
        main: {links: [own], storages: [disk, own], ingress_lists: [in], egress_lists: [out]}
      """;

  /** A link that counts and tags, and a storage that fails for the first document. */
  private static Catalog failingOnce(AtomicInteger runs, List<String> saved) {
    var saves = new AtomicInteger();
    return OwnModules.both(
        (vcon, _) -> LinkResult.proceed(tagged(vcon, "run:" + runs.incrementAndGet())),
        vcon -> {
          if (saves.incrementAndGet() == 1) {
            throw new IOException("not today");
          }
          saved.add(vcon.text());
        });
  }

  @Test
  void a_replay_writes_only_what_is_missing_and_then_egress() throws Exception {
    var runs = new AtomicInteger();
    var saved = new ArrayList<String>();
    start(TWO_STORAGES, failingOnce(runs, saved));
    post("a");
    push(id);
    awaitDead("storage_failed");
    assertThat(record("reason")).contains("own", "not today");
    assertThat(redis.llen("out")).isZero();
    List<Object> before = identity();

    replay();
    awaitOut(1);
    assertThat(identity()).isEqualTo(before);
    assertThat(runs).hasValue(1);
    assertThat(saved).containsExactly(stored());
    assertThat(redis.keys("vcond:*record*")).isEmpty();
  }

  @Test
  void a_corrected_document_is_written_everywhere_from_the_start() throws Exception {
    var runs = new AtomicInteger();
    var saved = new ArrayList<String>();
    start(TWO_STORAGES, failingOnce(runs, saved));
    post("a");
    push(id);
    awaitDead("storage_failed");

    post("corrected");
    replay();
    awaitOut(1);
    assertThat(runs).hasValue(2);
    assertThat(stored()).contains("corrected", "run:2").doesNotContain("run:1");
    assertThat(saved).containsExactly(stored());
  }

  @Test
  void a_wrong_password_is_a_dead_letter_and_once_repaired_only_that_storage_is_written()
      throws Exception {
    TestPostgres database = TestPostgres.freshDatabase();
    QuickWorkers wrong = start(postgres(database, "wrong horse"), Catalog.builtIn());
    String document = post("a");
    push(id);
    awaitDead("storage_failed");
    assertThat(record("reason")).contains("rows").doesNotContain("wrong horse");
    assertThat(record("step")).isEqualTo("rows");
    assertThat(stored()).isEqualTo(document);
    assertThat(redis.llen("out")).isZero();
    List<Object> before = identity();
    wrong.stop();
    daemons.clear();

    start(postgres(database, TestPostgres.PASSWORD), Catalog.builtIn());
    replay();
    awaitOut(1);
    assertThat(database.query("SELECT data->>'text' FROM vcons WHERE uuid = '" + id + "'"))
        .containsExactly("a");
    assertThat(identity()).as("the file was not written again").isEqualTo(before);
    assertThat(redis.llen("DLQ:in")).isZero();
  }

  private static String postgres(TestPostgres database, String password) {
    return """
    storages:
      disk: {module: storage.file, options: {path: FOLDER, fsync: false}}
      rows:
        module: storage.postgres
        options: {host: 127.0.0.1, port: %d, database: %s, user: %s, password: "%s"}
    chains: {main: {storages: [disk, rows], ingress_lists: [in], egress_lists: [out]}}
    """
        .formatted(database.port(), database.database(), TestPostgres.USER, password);
  }

  @Test
  void what_is_no_uuid_reaches_only_the_dead_letter_list_byte_for_byte() throws Exception {
    start(LINK_AND_DISK, OwnModules.link((vcon, _) -> LinkResult.proceed(vcon)));
    List<String> odd =
        List.of("../../etc/passwd", "x".repeat(10_000_000), "\377\376\000", id + "\n", "");
    push(odd.toArray(String[]::new));
    await().atMost(LONG).until(() -> redis.llen("DLQ:in") == odd.size());
    awaitQuiet();
    assertThat(redis.lrange("DLQ:in", 0, -1)).containsExactlyInAnyOrderElementsOf(odd);
    assertThat(redis.keys("vcond:{in}:record:*"))
        .hasSize(odd.size())
        .allMatch(record -> record.matches("vcond:\\{in}:record:sha1:[0-9a-f]{40}"));
    try (var files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile))
          .allMatch(file -> file.toString().endsWith(".yml"));
    }
  }

  @Test
  void one_id_in_two_lists_ends_with_the_changes_of_both_chains() throws Exception {
    start(
        """
        links:
          first: {module: links.tag, options: {tags: [first]}}
          second: {module: links.tag, options: {tags: [second]}}
          own: {module: links.own}
        chains:
          one: {links: [first, own], ingress_lists: [in], egress_lists: [out]}
          two: {links: [second, own], ingress_lists: [other], egress_lists: [out]}
        """,
        OwnModules.link((vcon, _) -> {
          new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS);
          return LinkResult.proceed(vcon);
        }));
    post("a");
    redis.multi();
    push(id);
    redis.rpush("other", id);
    redis.exec();
    awaitOut(2);
    assertThat(redis.get(key)).contains("first:first", "second:second");
  }

  @Test
  void a_document_of_the_json_module_passes_links_that_write_back_twice_and_a_replay()
      throws Exception {
    var runs = new AtomicInteger();
    var saves = new AtomicInteger();
    Link costly =
        new Link() {
          @Override
          public LinkResult apply(Vcon vcon, LinkContext context) {
            return LinkResult.proceed(tagged(vcon, "run:" + runs.incrementAndGet()));
          }

          @Override
          public boolean costly() {
            return true;
          }
        };
    Catalog catalog =
        OwnModules.both(
            costly,
            _ -> {
              if (saves.incrementAndGet() == 1) {
                throw new IOException("not today");
              }
            });
    redis.hset(key, Map.of("json", "{\"uuid\":\"" + id + "\"} "));
    redis.expire(key, 50_000);
    try (var module = new RedisJsonProxy(server.port())) {
      start(
          module.url(),
          TWO_STORAGES
              .replace("links: {", "links: {tag: {module: links.tag, options: {tags: [t]}}, ")
              .replace("links: [own]", "links: [own, tag]"),
          catalog);
      push(id);
      awaitDead("storage_failed");
      List<Object> before = identity();
      assertThat(redis.hget(key, "json")).contains("run:1", "t:t").endsWith("} ");
      assertThat(redis.ttl(key)).isBetween(49_000L, 604_800L);

      replay();
      awaitOut(1);
      assertThat(runs).as("the link that cost something").hasValue(1);
      assertThat(identity()).isEqualTo(before);
      stop_daemons();
      daemons.clear();
    }
  }
}
