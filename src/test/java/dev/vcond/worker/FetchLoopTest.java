package dev.vcond.worker;

import static dev.vcond.storage.TestStorage.saving;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.vcond.event.PipelineEvent;
import dev.vcond.link.LinkResult;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.testserver.OpenRedis;
import dev.vcond.vcon.VconId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The loop that claims for a chain, on a real Redis. */
class FetchLoopTest {
  @SuppressWarnings("NullAway.Init")
  private static OpenRedis redis;

  private final Set<String> stored = ConcurrentHashMap.newKeySet();
  private final CountDownLatch gate = new CountDownLatch(1);

  @SuppressWarnings("NullAway.Init")
  private WorkerBench bench;

  @BeforeAll
  static void start() {
    redis = OpenRedis.start();
  }

  @AfterAll
  static void stop() throws Exception {
    redis.close();
  }

  @BeforeEach
  void open() {
    bench = new WorkerBench(redis).storage("disk", saving(v -> stored.add(v.id().asPopped())));
  }

  @AfterEach
  void close() throws Exception {
    gate.countDown();
    bench.close();
  }

  private Set<String> submit(String list, int count) {
    var ids = new HashSet<String>();
    for (int i = 0; i < count; i++) {
      ids.add(bench.submit(list, SampleVcon.document()).asPopped());
    }
    return ids;
  }

  private List<String> claimedFrom() {
    return bench.events(PipelineEvent.Claimed.class).stream()
        .map(PipelineEvent.Claimed::list)
        .toList();
  }

  @Test
  void everything_on_the_list_arrives_and_what_comes_later_too() {
    Set<String> ids = submit("in", 200);
    bench.start(bench.engine());
    bench.awaitEnd();
    ids.addAll(submit("in", 1));
    bench.awaitEnd();
    await().untilAsserted(() -> assertThat(stored).isEqualTo(ids));
  }

  @Test
  void no_more_documents_are_in_work_than_are_allowed() {
    var now = new AtomicInteger();
    var most = new AtomicInteger();
    bench
        .config(Settings.of("worker: {concurrency: 3}"))
        .link(
            "slow",
            vcon -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              gate.await();
              now.decrementAndGet();
              return LinkResult.proceed(vcon);
            });
    submit("in", 10);
    FetchLoop loop = bench.start(bench.engine());
    await().until(() -> loop.running() == 3);
    assertThat(redis.commands().llen("in")).as("the others are anybody's").isEqualTo(7);
    gate.countDown();
    bench.awaitEnd();
    assertThat(most).hasValue(3);
    assertThat(stored).hasSize(10);
  }

  @Test
  void the_lists_of_a_chain_take_turns() {
    bench.config(Settings.of("worker: {concurrency: 1}")).ingress("a", "b");
    submit("a", 10);
    submit("b", 10);
    bench.start(bench.engine());
    bench.awaitEnd();
    assertThat(claimedFrom().subList(0, 10)).contains("a", "b");
  }

  @Test
  void the_lists_of_a_chain_can_have_strict_priority() {
    bench.config(Settings.of("worker: {concurrency: 1, order: config}")).ingress("a", "b");
    submit("b", 10);
    submit("a", 10);
    bench.start(bench.engine());
    bench.awaitEnd();
    assertThat(claimedFrom().lastIndexOf("a")).isLessThan(claimedFrom().indexOf("b"));
  }

  @Test
  void a_list_that_is_none_does_not_stop_the_others_and_is_named_until_it_is_mended() {
    bench.ingress("broken", "in");
    redis.commands().set("broken", "no list");
    Set<String> ids = submit("in", 3);
    FetchLoop loop = bench.start(bench.engine());
    await().untilAsserted(() -> assertThat(stored).isEqualTo(ids));
    assertThat(loop.refusedLists()).containsExactly("broken");
    redis.commands().del("broken");
    ids.addAll(submit("broken", 1));
    await().untilAsserted(() -> assertThat(stored).isEqualTo(ids));
    assertThat(loop.refusedLists()).isEmpty();
  }

  @Test
  void the_log_tells_once_that_a_list_cannot_be_claimed_from_and_once_that_it_can() {
    Logger logger = (Logger) LoggerFactory.getLogger(Claims.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    redis.commands().set("in", "no list");
    bench.start(bench.engine());
    await().until(() -> !lines.list.isEmpty());
    redis.commands().del("in");
    await().until(() -> lines.list.size() > 1);
    logger.detachAppender(lines);

    assertThat(lines.list)
        .extracting(
            line -> line.getFormattedMessage().replaceFirst("after \\d+ s", "after a while"))
        .containsExactly(
            "List in of chain main cannot be claimed from; it is tried again: WRONGTYPE Operation"
                + " against a key holding the wrong kind of value.",
            "List in of chain main is claimed from again after a while.");
  }

  @Test
  void a_defect_while_claiming_costs_no_permit() throws Exception {
    bench.config(Settings.of("worker: {concurrency: 2}"));
    Engine engine = bench.engine();
    bench.failOn(PipelineEvent.Claimed.class);
    FetchLoop loop = bench.start(engine);
    for (int i = 0; i < 3; i++) {
      submit("in", 1);
      await().until(() -> redis.commands().llen("in") == 0);
    }
    bench.failOnNothing();
    Set<String> ids = submit("in", 2);
    await().untilAsserted(() -> assertThat(stored).isEqualTo(ids));
    loop.quiet();
    await().until(() -> loop.running() == 0);
  }

  @Test
  void a_quiet_loop_claims_nothing_and_lets_what_runs_end() throws Exception {
    var began = new CopyOnWriteArrayList<VconId>();
    bench.link(
        "slow",
        vcon -> {
          began.add(vcon.id());
          gate.await();
          return LinkResult.proceed(vcon);
        });
    submit("in", 1);
    FetchLoop loop = bench.start(bench.engine());
    await().until(() -> began.size() == 1);
    loop.quiet();
    await().until(loop::stopped);
    submit("in", 1);
    assertThat(loop.running()).isEqualTo(1);
    gate.countDown();
    await().until(() -> loop.running() == 0);
    assertThat(stored).hasSize(1);
    assertThat(redis.commands().llen("in")).isEqualTo(1);
  }

  @Test
  void a_discarded_run_frees_its_permit_and_stores_nothing() throws Exception {
    var began = new CopyOnWriteArrayList<VconId>();
    bench.link(
        "slow",
        vcon -> {
          began.add(vcon.id());
          gate.await();
          return LinkResult.proceed(vcon);
        });
    submit("in", 2);
    FetchLoop loop = bench.start(bench.engine());
    await().until(() -> began.size() == 2);
    loop.quiet();
    loop.discardRunning();
    await().until(() -> loop.running() == 0);
    assertThat(bench.events(PipelineEvent.Discarded.class)).hasSize(2);
    assertThat(stored).isEmpty();
  }
}
