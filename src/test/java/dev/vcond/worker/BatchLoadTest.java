package dev.vcond.worker;

import static dev.vcond.storage.TestStorage.reading;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vcond.chain.ChainOutcome;
import dev.vcond.chain.Run;
import dev.vcond.link.LinkResult;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.testserver.OpenRedis;
import dev.vcond.vcon.VconId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The documents of one claim, read together and within the budget. */
class BatchLoadTest {
  private static final int MB = 1_000_000;
  private static final Pattern CALLS = Pattern.compile("cmdstat_mget:calls=(\\d+)");

  @SuppressWarnings("NullAway.Init")
  private static OpenRedis redis;

  private final List<ChainOutcome> outcomes = new CopyOnWriteArrayList<>();
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
    bench = new WorkerBench(redis);
  }

  @AfterEach
  void close() throws Exception {
    gate.countDown();
    bench.close();
  }

  private void submit(int count, int bytes) {
    for (int i = 0; i < count; i++) {
      bench.submit("in", SampleVcon.document().withBody(bytes));
    }
  }

  /** Claims all, loads them and counts how often Redis was asked for several at once. */
  private int reads(MemoryBudget memory) throws Exception {
    Engine engine = bench.engine();
    var started = new ArrayList<BatchLoad.Started>();
    for (var delivery : WorkerBench.claim(engine, "in")) {
      started.add(new BatchLoad.Started(delivery, new Run(outcomes::add)));
    }
    redis.commands().configResetstat();
    new BatchLoad(engine, bench.chain(), memory).load(started);
    await().until(() -> outcomes.size() == started.size());
    return mgets();
  }

  private static int mgets() {
    Matcher calls = CALLS.matcher(redis.commands().info("commandstats"));
    return calls.find() ? Integer.parseInt(calls.group(1)) : 0;
  }

  private void assertAllCompleted(int count) {
    assertThat(outcomes).hasSize(count).allMatch(ChainOutcome.Completed.class::isInstance);
  }

  @Test
  void small_documents_are_read_in_one_go() throws Exception {
    submit(100, 1_000);
    assertThat(reads(new MemoryBudget(256 * MB))).isEqualTo(1);
    assertAllCompleted(100);
  }

  @Test
  void documents_are_read_in_groups_of_at_most_eight_megabytes() throws Exception {
    submit(5, 3 * MB);
    assertThat(reads(new MemoryBudget(256 * MB))).isEqualTo(3);
    assertAllCompleted(5);
  }

  @Test
  void a_group_is_never_more_than_the_budget_holds() throws Exception {
    submit(5, MB);
    var memory = new MemoryBudget(5 * MB);
    assertThat(reads(memory)).isEqualTo(3);
    assertAllCompleted(5);
    await().until(() -> memory.reserved() == 0);
  }

  @Test
  void a_document_larger_than_the_budget_goes_alone_and_arrives() throws Exception {
    submit(1, 1_000);
    submit(1, 3 * MB);
    submit(1, 1_000);
    var memory = new MemoryBudget(MB);
    assertThat(reads(memory)).isEqualTo(3);
    assertAllCompleted(3);
    await().until(() -> memory.reserved() == 0);
  }

  @Test
  void a_document_that_no_heap_of_this_size_holds_is_a_dead_letter_unread() throws Exception {
    submit(1, 1_000);
    submit(1, 3 * MB);
    submit(1, 1_000);
    bench.heap(40 << 20);
    assertThat(reads(new MemoryBudget(256 * MB))).isEqualTo(1);
    assertThat(outcomes).filteredOn(ChainOutcome.Completed.class::isInstance).hasSize(2);
    assertThat(outcomes)
        .filteredOn(ChainOutcome.Failed.class::isInstance)
        .extracting(outcome -> ((ChainOutcome.Failed) outcome).at().code())
        .containsExactly("too_large_for_memory");
  }

  @Test
  void what_does_not_fit_waits_until_what_is_in_work_has_ended() throws Exception {
    var began = new CopyOnWriteArrayList<VconId>();
    bench.link(
        "slow",
        vcon -> {
          began.add(vcon.id());
          gate.await();
          return LinkResult.proceed(vcon);
        });
    submit(2, MB);
    var memory = new MemoryBudget(3 * MB);
    Engine engine = bench.engine();
    var started = new ArrayList<BatchLoad.Started>();
    for (var delivery : WorkerBench.claim(engine, "in")) {
      started.add(new BatchLoad.Started(delivery, new Run(outcomes::add)));
    }
    Thread loader =
        Thread.ofPlatform()
            .daemon()
            .start(() -> new BatchLoad(engine, bench.chain(), memory).load(started));
    await().until(() -> began.size() == 1 && loader.getState() == Thread.State.WAITING);
    assertThat(memory.reserved()).isPositive();
    gate.countDown();
    await().until(() -> outcomes.size() == 2 && memory.reserved() == 0);
  }

  @Test
  void what_was_discarded_while_it_waited_is_not_read_any_more() throws Exception {
    submit(3, 3 * MB);
    Engine engine = bench.engine();
    var started = new ArrayList<BatchLoad.Started>();
    for (var delivery : WorkerBench.claim(engine, "in")) {
      started.add(new BatchLoad.Started(delivery, new Run(outcomes::add)));
    }
    bench.link(
        "lapse",
        vcon -> {
          started.getLast().run().settle(new ChainOutcome.Discarded());
          return LinkResult.proceed(vcon);
        });
    redis.commands().configResetstat();
    var memory = new MemoryBudget(8 * MB);
    new BatchLoad(engine, bench.chain(), memory).load(started);
    await().until(() -> outcomes.size() == 3 && memory.reserved() == 0);
    assertThat(mgets()).isEqualTo(2);
    assertThat(outcomes).filteredOn(ChainOutcome.Completed.class::isInstance).hasSize(2);
  }

  @Test
  void what_is_missing_invalid_or_of_another_type_does_not_disturb_its_neighbours()
      throws Exception {
    submit(2, 1_000);
    VconId hash = SampleVcon.randomId();
    redis.commands().hset("vcon:" + hash, "a", "b");
    redis.commands().rpush("in", SampleVcon.randomId().asPopped(), "no id", hash.asPopped());
    submit(2, 1_000);
    assertThat(reads(new MemoryBudget(256 * MB))).isEqualTo(1);
    assertThat(outcomes).filteredOn(ChainOutcome.Completed.class::isInstance).hasSize(4);
    assertThat(outcomes)
        .filteredOn(ChainOutcome.Failed.class::isInstance)
        .extracting(outcome -> ((ChainOutcome.Failed) outcome).at().code())
        .containsExactlyInAnyOrder("body_missing", "invalid_id", "body_unreadable");
  }

  @Test
  void a_document_that_vanished_since_the_claim_is_looked_for_once_more() throws Exception {
    VconId id = bench.submit();
    bench.reader(
        "disk", reading(_ -> Optional.of(SampleVcon.document().id(id).json().getBytes(UTF_8))));
    Engine engine = bench.engine();
    var delivery = WorkerBench.claim(engine, "in").getFirst();
    redis.commands().del("vcon:" + id);
    new BatchLoad(engine, bench.chain(), new MemoryBudget(MB))
        .load(List.of(new BatchLoad.Started(delivery, new Run(outcomes::add))));
    await().until(() -> outcomes.size() == 1);
    assertAllCompleted(1);
  }
}
