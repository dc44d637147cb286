package dev.vcond.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vcond.app.embedded.EmbeddedRedis;
import dev.vcond.config.RedisUrl;
import dev.vcond.queue.DeadLetterLists;
import dev.vcond.queue.Redis;
import dev.vcond.queue.Rounds;
import dev.vcond.queue.Rounds.Fate;
import dev.vcond.testserver.OpenRedis;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.LMoveArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.protocol.CommandType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClearingTest {
  private static final Selection ALL = Selection.ALL;
  private static final Selection NOT_JSON = Selection.ofReason("not_json");
  private static final long NO_LIMIT = Long.MAX_VALUE;

  private static OpenRedis server;
  private Letters letters;
  private Clearing clearing;

  @BeforeAll
  static void start_redis() {
    server = OpenRedis.start();
  }

  @AfterAll
  static void stop_redis() throws Exception {
    server.close();
  }

  @BeforeEach
  void empty_redis() {
    server.commands().flushall();
    letters = new Letters(server.commands());
    clearing = clearing(server.redis());
  }

  private static Clearing clearing(Redis redis) {
    return clearing(redis, Clearing.Manner.usual());
  }

  private static Clearing clearing(Redis redis, Clearing.Manner manner) {
    return new Clearing(new DeadLetterLists(redis), new Rounds(redis, "test"), manner);
  }

  private Clearing.Report replay(Selection which, long limit) throws Exception {
    return replay(clearing, which, limit);
  }

  private static Clearing.Report replay(Clearing by, Selection which, long limit)
      throws InterruptedException {
    return by.bulk(new Clearing.Order("in", Fate.REPLAY, which, limit, NO_LIMIT));
  }

  private Clearing.Report replay(List<String> ids) throws Exception {
    return clearing.ids("in", Fate.REPLAY, ids);
  }

  /** What it took, having come to its end. */
  private static long all(Clearing.Report report) {
    assertThat(report.end()).isEqualTo(new Clearing.End.Complete());
    assertThat(report.missing()).isEmpty();
    return report.taken();
  }

  private static String whyStopped(Clearing.Report report) {
    return ((Clearing.End.Stopped) report.end()).why();
  }

  @Test
  void an_id_goes_to_the_end_of_its_list_and_its_record_stays() throws Exception {
    server.commands().rpush("in", "waiting already");
    letters.failed(Letters.id(1), "disk", "storage_failed");
    letters.failed(Letters.id(2), "disk", "storage_failed");

    assertThat(all(replay(List.of(Letters.id(1))))).isEqualTo(1);

    assertThat(letters.waiting()).containsExactly("waiting already", Letters.id(1));
    assertThat(letters.dead()).containsExactly(Letters.id(2));
    assertThat(server.commands().hget("vcond:{in}:record:" + Letters.id(1), "code"))
        .isEqualTo("storage_failed");
  }

  @Test
  void an_id_that_died_twice_runs_twice() throws Exception {
    letters.bare(List.of(Letters.id(1), Letters.id(2), Letters.id(1)));

    assertThat(all(replay(List.of(Letters.id(1))))).isEqualTo(2);

    assertThat(letters.waiting()).containsExactly(Letters.id(1), Letters.id(1));
    assertThat(letters.dead()).containsExactly(Letters.id(2));
  }

  @Test
  void ids_that_are_not_there_are_named_and_the_others_replayed() throws Exception {
    letters.bare(List.of(Letters.id(1), "../../etc/passwd"));

    assertThat(replay(List.of("nowhere", "../../etc/passwd", Letters.id(1))))
        .isEqualTo(new Clearing.Report(2, 2, 2, List.of("nowhere"), new Clearing.End.Complete()));
  }

  @Test
  void twenty_thousand_entries_go_in_their_order_whatever_they_are() throws Exception {
    List<String> entries = new ArrayList<>(Letters.ids(0, 20_000));
    entries.set(7, "no id at all \u0000 \u001b[31m");
    entries.set(19_000, entries.get(3));
    letters.bare(entries);

    assertThat(all(replay(ALL, NO_LIMIT))).isEqualTo(20_000);

    assertThat(letters.waiting()).isEqualTo(entries);
    assertThat(letters.dead()).isEmpty();
  }

  @Test
  void a_limit_takes_the_oldest() throws Exception {
    letters.bare(Letters.ids(0, 1000));

    assertThat(all(replay(ALL, 600))).isEqualTo(600);

    assertThat(letters.waiting()).isEqualTo(Letters.ids(0, 600));
    assertThat(letters.dead()).isEqualTo(Letters.ids(600, 1000));
  }

  @Test
  void a_filter_takes_what_matches_and_leaves_the_rest_in_its_old_order() throws Exception {
    letters.bare(Letters.ids(0, 20_000));
    for (int n = 0; n < 20_000; n += 4) {
      letters.record(Letters.id(n), "document", n % 8 == 0 ? "not_json" : "body_missing");
    }
    List<String> rest = new ArrayList<>();
    for (int n = 0; n < 20_000; n++) {
      if (n % 8 != 0) {
        rest.add(Letters.id(n));
      }
    }

    assertThat(letters.waiting()).isEmpty();
    assertThat(all(replay(NOT_JSON, NO_LIMIT))).isEqualTo(2_500);

    assertThat(letters.waiting())
        .hasSize(2_500)
        .startsWith(Letters.id(0), Letters.id(8), Letters.id(16));
    assertThat(letters.dead()).isEqualTo(rest);
  }

  @Test
  void a_limit_on_a_filter_leaves_the_rest_in_its_old_order() throws Exception {
    letters.bare(Letters.ids(0, 300));
    for (int n = 300; n < 600; n++) {
      letters.failed(Letters.id(n), "document", "not_json");
    }
    List<String> rest = Letters.ids(0, 300);
    rest.addAll(Letters.ids(302, 600));

    assertThat(all(replay(NOT_JSON, 2))).isEqualTo(2);

    assertThat(letters.waiting()).isEqualTo(Letters.ids(300, 302));
    assertThat(letters.dead()).isEqualTo(rest);
  }

  @Test
  void the_record_of_an_entry_that_is_no_id_is_found() throws Exception {
    letters.bare(List.of("no id"));
    String sha1 = server.commands().eval("return redis.sha1hex('no id')", ScriptOutputType.VALUE);
    letters.record("sha1:" + sha1, "document", "not_json");

    assertThat(all(replay(NOT_JSON, NO_LIMIT))).isEqualTo(1);
  }

  @Test
  void an_empty_list_is_replayed_at_once() throws Exception {
    assertThat(all(replay(ALL, NO_LIMIT))).isEqualTo(0);
    assertThat(all(replay(NOT_JSON, NO_LIMIT))).isEqualTo(0);
    assertThat(server.commands().keys("*")).isEmpty();
  }

  @Test
  void an_ingress_key_that_is_no_list_stops_it_before_anything_moved() throws Exception {
    letters.failed(Letters.id(1), "document", "not_json");
    server.commands().set("in", "no list");

    for (var report :
        List.of(replay(Letters.ids(1, 2)), replay(ALL, NO_LIMIT), replay(NOT_JSON, NO_LIMIT))) {
      assertThat(report.taken()).isZero();
      assertThat(whyStopped(report)).startsWith("list in refuses (it is a string, not a list)");
    }
    assertThat(letters.dead()).containsExactly(Letters.id(1));
    assertThat(server.commands().get("in")).isEqualTo("no list");
  }

  @Test
  void a_dead_letter_key_that_is_no_list_is_named() throws Exception {
    server.commands().set("DLQ:in", "no list");

    assertThat(whyStopped(replay(ALL, 1))).contains("DLQ:in is a string, not a list");
    assertThat(whyStopped(replay(Letters.ids(1, 2)))).startsWith("list DLQ:in refuses");
  }

  @Test
  void a_full_redis_is_where_replay_is_needed_most() throws Exception {
    letters.bare(Letters.ids(0, 2_000));
    letters.failed(Letters.id(5_000), "document", "not_json");
    server.commands().configSet("maxmemory-policy", "noeviction");
    server.commands().configSet("maxmemory", "1mb");
    try {
      assertThatThrownBy(() -> server.commands().rpush("in", "x"))
          .isInstanceOf(RedisCommandExecutionException.class)
          .hasMessageStartingWith("OOM");

      assertThat(all(replay(Letters.ids(0, 1)))).isEqualTo(1);
      assertThat(all(replay(NOT_JSON, NO_LIMIT))).isEqualTo(1);
      assertThat(all(replay(ALL, NO_LIMIT))).isEqualTo(1_999);
    } finally {
      server.commands().configSet("maxmemory", "0");
    }
    assertThat(letters.waiting()).hasSize(2_001);
  }

  @Test
  void a_user_who_may_not_remove_or_push_moves_nothing_and_copies_nothing() throws Exception {
    letters.failed(Letters.id(1), "document", "not_json");
    var rights =
        AclSetuserArgs.Builder.on()
            .addPassword("secret")
            .allKeys()
            .allCommands()
            .removeCommand(CommandType.LTRIM)
            .removeCommand(CommandType.LREM);
    server.commands().aclSetuser("reader", rights);
    try (Redis reader =
        Redis.connect(RedisUrl.parse(server.url().replace("//", "//reader:secret@")))) {
      var limited = clearing(reader);

      assertThat(whyStopped(limited.ids("in", Fate.REPLAY, Letters.ids(1, 2))))
          .contains("ACL", "LREM");
      assertThat(whyStopped(replay(limited, ALL, NO_LIMIT))).contains("ACL", "LTRIM");
    }
    assertThat(letters.dead()).containsExactly(Letters.id(1));
    assertThat(letters.waiting()).isEmpty();
  }

  @Test
  void what_fails_again_meanwhile_is_not_taken_twice() throws Exception {
    letters.bare(Letters.ids(0, 20_000));
    // As a daemon whose storage is still away: whatever it takes is dead again at once.
    var enough = new AtomicBoolean();
    try (var failing = server.anotherClient()) {
      var daemon =
          Thread.ofVirtual()
              .start(() -> {
                while (!enough.get()) {
                  failing.sync().lmove("in", "DLQ:in", LMoveArgs.Builder.leftRight());
                }
              });

      assertThat(all(replay(ALL, NO_LIMIT))).isEqualTo(20_000);

      enough.set(true);
      daemon.join();
    }
    assertThat(everywhere(letters)).isEqualTo(Letters.ids(0, 20_000));
  }

  @Test
  void a_redis_that_is_killed_in_the_middle_has_every_entry_once(@TempDir Path folder)
      throws Exception {
    var settings = new EmbeddedRedis.Settings(folder, 0, true);
    EmbeddedRedis first = EmbeddedRedis.start(settings);
    var stopped = new AtomicReference<@Nullable String>();
    try (var client = RedisClient.create(first.url());
        var connected = Redis.connect(RedisUrl.parse(first.url()))) {
      var there = new Letters(client.connect().sync());
      there.bare(Letters.ids(0, 20_000));
      var running =
          Thread.ofPlatform()
              .start(() -> {
                var andHere = clearing(connected);
                try {
                  while (stopped.get() == null) {
                    replay(andHere, ALL, 100);
                    if (replay(andHere, NOT_JSON, NO_LIMIT).end()
                        instanceof Clearing.End.Away(String why)) {
                      stopped.set(why);
                    }
                  }
                } catch (InterruptedException _) {
                  Thread.currentThread().interrupt();
                }
              });
      await().until(() -> there.redis().llen("in") > 1_000);
      first.kill();
      assertThat(running.join(Duration.ofSeconds(30))).isTrue();
    }
    try (var again = EmbeddedRedis.start(settings);
        var client = RedisClient.create(again.url())) {
      var there = new Letters(client.connect().sync());
      assertThat(there.waiting()).hasSizeGreaterThan(1_000);
      assertThat(everywhere(there)).isEqualTo(Letters.ids(0, 20_000));
    }
  }

  private static List<String> everywhere(Letters letters) {
    var all = new ArrayList<>(letters.dead());
    all.addAll(letters.waiting());
    all.sort(null);
    return all;
  }
}
