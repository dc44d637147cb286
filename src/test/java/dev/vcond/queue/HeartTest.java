package dev.vcond.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.vcond.event.PipelineEvent;
import dev.vcond.testkit.FaultProxy;
import io.lettuce.core.ScriptOutputType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class HeartTest {
  private static QueueBench bench;
  private static FaultProxy proxy;
  private final AtomicInteger lapses = new AtomicInteger();
  private final AtomicLong aheadMillis = new AtomicLong();
  private final InstantSource clock =
      () -> InstantSource.system().instant().plusMillis(aheadMillis.get());
  private volatile List<String> lists = List.of("a", "b");
  private Lease lease;
  private Heart heart;

  @BeforeAll
  static void start() throws Exception {
    bench = new QueueBench();
    proxy =
        FaultProxy.before(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), bench.server.port()));
    bench.connect("redis://127.0.0.1:" + proxy.address().getPort(), QueueBench.QUICK);
  }

  @AfterAll
  static void stop() throws Exception {
    bench.close();
    proxy.close();
  }

  @BeforeEach
  void start_the_heart() {
    bench.renew();
    lease = new Lease(clock, QueueBench.QUICK);
    heart =
        new Heart(
            new Heart.Body(bench.redis(), bench.instance, lease, clock, bench.events::add),
            () -> lists,
            lapses::incrementAndGet);
    heart.start();
  }

  @AfterEach
  void stop_the_heart() {
    proxy.up();
    heart.close();
  }

  private static String heartbeat(String list) {
    return "vcond:{" + list + "}:heartbeat:" + bench.instance.id();
  }

  @Test
  void it_says_for_every_list_that_the_instance_lives() {
    assertThat(lease.holds()).isTrue();
    assertThat(heart.away()).isFalse();
    assertThat(bench.look.smembers("vcond:lists")).containsExactlyInAnyOrder("a", "b");
    for (String list : lists) {
      assertThat(bench.look.pttl(heartbeat(list))).isBetween(1L, 1000L);
      assertThat(bench.look.hgetall("vcond:{" + list + "}:instances"))
          .containsOnlyKeys(bench.instance.id())
          .containsValue(bench.instance.registration());
    }
  }

  @Test
  void it_goes_on_and_a_list_that_is_new_is_told_of_soon() {
    lists = List.of("a", "new");
    await().until(() -> bench.look.exists(heartbeat("new")) == 1);
    bench.look.del(heartbeat("a"));
    await().until(() -> bench.look.exists(heartbeat("a")) == 1);
    assertThat(lease.holds()).isTrue();
  }

  @Test
  void where_it_was_forgotten_it_signs_on_only_after_it_has_heard_of_it() throws Exception {
    heart.close();
    bench.look.flushall();
    assertThat(beatBeside("1")).containsExactly("a", "b");
    assertThat(bench.look.keys("*"))
        .containsExactlyInAnyOrder("vcond:lists", "vcond:{b}:instances", "vcond:{b}:heartbeat:me");
    assertThat(beatBeside("0")).containsExactly("a");
    assertThat(beatBeside("2")).isEmpty();
  }

  /** Answers the lists that do not know {@code me}. */
  private static List<String> beatBeside(String known) throws Exception {
    return Redis.await(
            Redis.<List<byte[]>>run(
                bench.redis().control(),
                Script.HEARTBEAT,
                ScriptOutputType.MULTI,
                new byte[0][],
                Keys.bytes("me"),
                Keys.bytes("1000"),
                Keys.bytes("registration"),
                Keys.bytes(known),
                Keys.bytes("a"),
                Keys.bytes("b")))
        .stream()
        .map(Keys::text)
        .toList();
  }

  @Test
  void what_redis_forgot_is_noticed_and_beaten_for_again() {
    assertThat(lease.forgotten()).isZero();
    bench.look.flushall();
    await().until(() -> bench.look.exists(heartbeat("a"), heartbeat("b")) == 2);
    assertThat(lease.forgotten()).isEqualTo(1);
    assertThat(lease.holds()).isTrue();
  }

  @Test
  void what_was_noticed_is_told_before_what_it_may_mean() {
    Logger logger = (Logger) LoggerFactory.getLogger(Heart.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    bench.look.del("vcond:{b}:instances");
    await().until(() -> !lines.list.isEmpty());
    logger.detachAppender(lines);

    assertThat(lines.list.getFirst().getFormattedMessage())
        .contains("no longer knows this instance for list b: ", "deleted vcond:{<list>}:instances");
  }

  @Test
  void once_closed_it_beats_no_more() {
    heart.close();
    bench.look.del(heartbeat("a"));
    await()
        .during(Duration.ofMillis(500))
        .atMost(Duration.ofSeconds(3))
        .until(() -> bench.look.exists(heartbeat("a")) == 0);
  }

  @Test
  void an_outage_is_told_once_at_its_beginning_and_once_at_its_end() {
    proxy.down();
    await().until(heart::away);
    await().until(() -> heart.outage().orElseThrow().lasted().toMillis() > 300);
    proxy.up();
    await().until(() -> !heart.away());
    await().until(lease::holds);
    assertThat(bench.events.stream().filter(PipelineEvent.OutageBegan.class::isInstance))
        .hasSize(1);
    assertThat(bench.events.stream().filter(PipelineEvent.OutageEnded.class::isInstance))
        .hasSize(1);
  }

  @Test
  void after_a_lapse_what_was_claimed_is_given_back_once_before_the_lease_holds_again() {
    long epoch = lease.epoch();
    proxy.hang();
    await().until(() -> !lease.holds());
    assertThat(lapses).as("nothing can be given back yet").hasValue(0);
    proxy.up();
    await().until(lease::holds);
    assertThat(lapses).hasValueGreaterThanOrEqualTo(1);
    assertThat(lease.holds(epoch)).isFalse();
    assertThat(bench.events).contains(new PipelineEvent.LeaseLapsed());
  }

  @Test
  void a_machine_that_slept_gives_back_at_its_next_beat() {
    aheadMillis.addAndGet(60_000);
    await().until(() -> lapses.get() == 1);
    await().until(lease::holds);
  }

  @Test
  void a_connection_that_went_mute_is_replaced() {
    var upkeep = new Upkeep(bench.redis(), List.of());
    try {
      proxy.muteConnections();
      bench.look.del(heartbeat("a"));
      await().until(() -> bench.look.exists(heartbeat("a")) == 1);
      await().until(lease::holds);
    } finally {
      upkeep.close();
    }
  }

  @Test
  void a_key_of_another_type_is_an_outage_that_names_it() {
    bench.look.del("vcond:{a}:instances");
    bench.look.set("vcond:{a}:instances", "no hash");
    await().until(heart::away);
    await().until(() -> heart.outage().orElseThrow().why().endsWith(": vcond:{a}:instances"));
    bench.look.del("vcond:{a}:instances");
    await().until(() -> !heart.away());
  }
}
