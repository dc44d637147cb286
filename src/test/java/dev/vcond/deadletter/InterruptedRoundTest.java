package dev.vcond.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vcond.config.RedisUrl;
import dev.vcond.queue.DeadLetterLists;
import dev.vcond.queue.Redis;
import dev.vcond.queue.Rounds;
import dev.vcond.queue.Rounds.Fate;
import dev.vcond.queue.Timings;
import dev.vcond.testkit.FaultProxy;
import dev.vcond.testserver.OpenRedis;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bulk work that ends early, that others disturb, or that goes slowly on purpose. */
class InterruptedRoundTest {
  private static final int ENTRIES = 4_000;
  private static final Selection NOT_JSON = Selection.ofReason("not_json");

  private static final Timings QUICK =
      new Timings(
          Duration.ofMillis(300),
          Duration.ofMillis(50),
          Duration.ofSeconds(1),
          Duration.ofMillis(500),
          Duration.ofSeconds(3),
          Duration.ofMillis(100),
          Duration.ofSeconds(1),
          Duration.ofMillis(500));

  private static OpenRedis server;
  private Letters letters;
  private final Brake brake = new Brake();

  @BeforeAll
  static void start_redis() {
    server = OpenRedis.start();
  }

  @AfterAll
  static void stop_redis() throws Exception {
    server.close();
  }

  /** Every fourth entry is meant. */
  @BeforeEach
  void fill_redis() {
    server.commands().flushall();
    letters = new Letters(server.commands());
    letters.bare(Letters.ids(0, ENTRIES));
    for (int n = 0; n < ENTRIES; n += 4) {
      letters.record(Letters.id(n), "document", "not_json");
    }
  }

  private static List<String> kept(int from) {
    var kept = new ArrayList<String>();
    for (int n = from; n < ENTRIES; n++) {
      if (n % 4 != 0) {
        kept.add(Letters.id(n));
      }
    }
    return kept;
  }

  private static List<String> meant() {
    var meant = new ArrayList<>(Letters.ids(0, ENTRIES));
    meant.removeAll(new HashSet<>(kept(0)));
    return meant;
  }

  private Clearing clearing(Redis redis, String who, Clearing.Watcher watcher) {
    return clearing(redis, who, new Clearing.Manner(Optional.empty(), brake, watcher));
  }

  private static Clearing clearing(Redis redis, String who, Clearing.Manner manner) {
    return new Clearing(new DeadLetterLists(redis), new Rounds(redis, who), manner);
  }

  private static Clearing.Report replay(Clearing by) throws InterruptedException {
    return by.bulk(new Clearing.Order("in", Fate.REPLAY, NOT_JSON));
  }

  @Test
  void a_pulled_brake_leaves_the_old_order_and_the_same_again_does_the_rest() throws Exception {
    Clearing.Report first =
        replay(
            clearing(
                server.redis(),
                "first",
                (looked, _, _) -> {
                  if (looked >= 1_000) {
                    brake.pull();
                  }
                }));

    assertThat(first)
        .isEqualTo(
            new Clearing.Report(250, 1_000, ENTRIES, List.of(), new Clearing.End.Interrupted()));
    List<String> left = new ArrayList<>(kept(0).subList(0, 750));
    left.addAll(Letters.ids(1_000, ENTRIES));
    assertThat(letters.dead()).isEqualTo(left);

    assertThat(replay(clearing(server.redis(), "second", Clearing.Manner.usual())).taken())
        .isEqualTo(750);
    assertThat(letters.dead()).isEqualTo(kept(0));
    assertThat(letters.waiting()).isEqualTo(meant());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void after_an_outage_the_next_round_gives_the_list_its_order_back(boolean done) throws Exception {
    var redis = RedisUrl.parse(server.url());
    var address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), URI.create(server.url()).getPort());
    try (var proxy = FaultProxy.before(address);
        Redis through =
            Redis.connect(
                RedisUrl.parse("redis://127.0.0.1:" + proxy.address().getPort()), QUICK)) {
      Clearing.Watcher meanwhile =
          (looked, _, _) -> {
            if (looked == 1_500 && done) {
              proxy.loseAnswers();
            } else if (looked == 1_500) {
              proxy.down();
            }
          };
      assertThat(replay(clearing(through, "first", meanwhile)).end())
          .isInstanceOf(Clearing.End.Away.class);
    }
    assertThat(letters.dead()).startsWith(Letters.id(1_500)).endsWith(Letters.id(1_499));
    server.commands().rpush("DLQ:in", "new one");
    // As after its time.
    server.commands().del("vcond:{in}:round");

    try (Redis again = Redis.connect(redis)) {
      assertThat(replay(clearing(again, "second", Clearing.Manner.usual())).taken()).isEqualTo(625);
    }

    var expected = new ArrayList<String>(kept(0));
    expected.add(kept(0).indexOf(Letters.id(1_499)) + 1, "new one");
    assertThat(letters.dead()).isEqualTo(expected);
    assertThat(letters.waiting()).isEqualTo(meant());
    assertThat(server.commands().keys("vcond:{in}:round*")).isEmpty();
  }

  @Test
  void letters_that_come_meanwhile_are_kept_and_not_looked_at() throws Exception {
    var came = new AtomicLong();
    Clearing.Report report =
        replay(
            clearing(
                server.redis(),
                "one",
                (_, _, _) ->
                    letters.failed(
                        Letters.id(ENTRIES + (int) came.getAndIncrement()),
                        "document",
                        "not_json")));

    assertThat(report.taken()).isEqualTo(1_000);
    assertThat(report.entries()).isEqualTo(ENTRIES);
    assertThat(letters.waiting()).isEqualTo(meant());
    var rest = new ArrayList<>(letters.dead());
    rest.removeAll(new HashSet<>(Letters.ids(ENTRIES, ENTRIES + 100)));
    assertThat(rest).isEqualTo(kept(0));
    assertThat(letters.dead()).hasSize(3_000 + came.intValue());
  }

  @Test
  void whoever_else_takes_from_the_head_meanwhile_costs_no_entry() throws Exception {
    var theirs = new ArrayList<String>();
    Clearing.Report report =
        replay(
            clearing(
                server.redis(),
                "one",
                (looked, _, _) -> {
                  if (looked < 3_000) {
                    theirs.addAll(server.commands().lpop("DLQ:in", 3));
                  }
                }));

    assertThat(report.end()).isEqualTo(new Clearing.End.Complete());
    var all = new ArrayList<>(letters.dead());
    all.addAll(letters.waiting());
    all.addAll(theirs);
    assertThat(all).containsExactlyInAnyOrderElementsOf(Letters.ids(0, ENTRIES));
  }

  @Test
  void a_second_round_at_the_same_time_is_refused_and_says_who_works() throws Exception {
    var second = new ArrayList<Clearing.End>();
    Clearing.Watcher meanwhile =
        (_, _, _) -> {
          if (second.isEmpty()) {
            try {
              second.add(replay(clearing(server.redis(), "second", Clearing.Manner.usual())).end());
            } catch (InterruptedException _) {
              Thread.currentThread().interrupt();
            }
          }
        };

    assertThat(replay(clearing(server.redis(), "first", meanwhile)).taken()).isEqualTo(1_000);
    assertThat(second)
        .singleElement()
        .isInstanceOfSatisfying(
            Clearing.End.Stopped.class,
            end -> assertThat(end.why()).startsWith("first works on DLQ:in at the moment"));
  }

  @Test
  void a_run_that_was_overtaken_moves_nothing_more() throws Exception {
    Clearing.Report report =
        replay(
            clearing(
                server.redis(),
                "slow",
                (looked, _, _) -> {
                  if (looked == 500) {
                    server.commands().set("vcond:{in}:round", "quick");
                  }
                }));

    assertThat(report.end())
        .isInstanceOfSatisfying(
            Clearing.End.Stopped.class,
            end -> assertThat(end.why()).contains("another command turns it: quick"));
    assertThat(report.taken()).isEqualTo(125);
    assertThat(server.commands().get("vcond:{in}:round")).isEqualTo("quick");
  }

  @Test
  void a_rate_is_kept_and_the_brake_ends_its_waits() throws Exception {
    var manner =
        new Clearing.Manner(
            Optional.of(new Rate(400, Duration.ofSeconds(1))), brake, (_, _, _) -> {});
    var report = new ArrayList<Clearing.Report>();
    long began = System.nanoTime();
    Thread run =
        Thread.ofPlatform()
            .start(() -> {
              try {
                report.add(
                    clearing(server.redis(), "slow", manner)
                        .bulk(new Clearing.Order("in", Fate.DROP, Selection.ALL)));
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });

    await().until(() -> server.commands().llen("DLQ:in") <= ENTRIES - 200);
    assertThat(System.nanoTime() - began).isGreaterThan(Duration.ofMillis(450).toNanos());
    brake.pull();
    assertThat(run.join(Duration.ofSeconds(10))).isTrue();
    assertThat(report)
        .singleElement()
        .returns(new Clearing.End.Interrupted(), Clearing.Report::end)
        .returns(ENTRIES - server.commands().llen("DLQ:in"), Clearing.Report::taken);
  }
}
