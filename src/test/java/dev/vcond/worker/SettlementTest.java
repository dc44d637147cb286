package dev.vcond.worker;

import static dev.vcond.storage.TestStorage.saving;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vcond.chain.ChainOutcome;
import dev.vcond.chain.Checkpoint;
import dev.vcond.chain.FailedAt;
import dev.vcond.event.PipelineEvent;
import dev.vcond.link.LinkResult;
import dev.vcond.queue.Delivery;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.testserver.OpenRedis;
import dev.vcond.vcon.VconId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of outcomes in a real Redis, refusals included. */
class SettlementTest {
  @SuppressWarnings("NullAway.Init")
  private static OpenRedis redis;

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
    bench = new WorkerBench(redis).egress("out");
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
  }

  private void settle(Engine engine, ChainOutcome outcome) throws Exception {
    Delivery delivery = WorkerBench.claim(engine, "in").getFirst();
    new Settlement(engine, bench.chain(), new HeldBack(engine.queue()), Duration.ofMillis(20))
        .settle(delivery, outcome);
  }

  private static ChainOutcome.Completed completed(VconId id, String... deferred) {
    return new ChainOutcome.Completed(
        id, List.of(), List.of(), false, List.of(deferred), Optional::empty);
  }

  private static ChainOutcome.Failed failed(String... deferred) {
    return new ChainOutcome.Failed(
        new FailedAt.AtLink("tag", "link_failed", "no"), Optional.empty(), List.of(deferred));
  }

  @Test
  void dead_letters_that_are_refused_count_until_their_list_takes_them() throws Exception {
    bench.submit();
    redis.commands().set("DLQ:in", "no list");
    Engine engine = bench.engine();
    var settlement =
        new Settlement(engine, bench.chain(), new HeldBack(engine.queue()), Duration.ofMillis(20));
    settlement.settle(WorkerBench.claim(engine, "in").getFirst(), failed());
    await().until(() -> settlement.parked() == 1);
    redis.commands().del("DLQ:in");
    bench.awaitEnd();
    await().until(() -> settlement.parked() == 0);
    assertThat(bench.list("DLQ:in")).hasSize(1);
  }

  @Test
  void a_run_whose_end_cannot_be_made_goes_back_to_its_list() throws Exception {
    VconId id = bench.submit();
    Engine engine = bench.config(Settings.of("redis: {after_completion: delete}")).engine();
    var broken =
        new ChainOutcome.Completed(
            id,
            List.of(),
            List.of(),
            false,
            List.of(),
            () -> {
              throw new IllegalStateException("a defect");
            });
    settle(engine, broken);
    await().until(() -> bench.list("in").equals(List.of(id.asPopped())));
    assertThat(engine.acks().unanswered()).isZero();
  }

  @Test
  void a_completed_run_is_pushed_removed_and_told() throws Exception {
    VconId id = bench.submit();
    redis.commands().hset("vcond:{in}:record:" + id, "attempts", "2");
    settle(bench.engine(), completed(id, "disk"));
    bench.awaitEnd();
    assertThat(bench.list("out")).containsExactly(id.asPopped());
    assertThat(bench.list("DLQ:storage:disk")).containsExactly(id.asPopped());
    assertThat(redis.commands().exists("vcond:{in}:record:" + id)).isZero();
    await().until(() -> !bench.events(PipelineEvent.Completed.class).isEmpty());
    assertThat(bench.events).contains(new PipelineEvent.Deferred("disk"));
  }

  @Test
  void a_failed_run_is_a_dead_letter_that_is_told_after_redis_has_it() throws Exception {
    VconId id = bench.submit();
    settle(bench.engine(), failed("table"));
    bench.awaitDeadLetter(id);
    assertThat(bench.record(id, "reason")).isEqualTo("no");
    assertThat(bench.record(id, "first")).isNotEmpty().isEqualTo(bench.record(id, "last"));
    await()
        .untilAsserted(() ->
            assertThat(bench.events)
                .contains(
                    new PipelineEvent.DeadLettered("in", "link_failed"),
                    new PipelineEvent.Deferred("table")));
    assertThat(bench.events(PipelineEvent.Failed.class))
        .singleElement()
        .hasFieldOrPropertyWithValue("step", "tag")
        .hasFieldOrPropertyWithValue("reason", "link_failed");
  }

  @Test
  void a_refused_dead_letter_stays_in_flight_and_is_tried_until_the_list_takes_it()
      throws Exception {
    VconId id = bench.submit();
    redis.commands().set("DLQ:in", "no list");
    settle(bench.engine(), failed());
    await().until(() -> bench.events(PipelineEvent.DeadLetterRefused.class).size() >= 2);
    assertThat(redis.commands().hexists("vcond:{in}:inflight", id.asPopped())).isTrue();
    assertThat(bench.events(PipelineEvent.DeadLetterRefused.class).getFirst().why())
        .contains("DLQ:in")
        .contains("not a list");
    redis.commands().del("DLQ:in");
    bench.awaitDeadLetter(id);
    bench.awaitEnd();
    assertThat(bench.list("DLQ:in")).containsExactly(id.asPopped());
  }

  @Test
  void a_refused_egress_is_a_dead_letter_whose_replay_pushes_it_and_stores_nothing_again()
      throws Exception {
    List<String> stored = new CopyOnWriteArrayList<>();
    bench.storage("disk", saving(vcon -> stored.add(vcon.id().asPopped())));
    redis.commands().set("out", "no list");
    VconId id = bench.submit();
    bench.start(bench.engine());
    bench.awaitDeadLetter(id);
    assertThat(bench.record(id, "code")).isEqualTo("egress_refused");
    assertThat(bench.record(id, "step")).isEqualTo("egress");
    assertThat(bench.record(id, "reason")).contains("list out refused the id").contains("string");
    Checkpoint left = Checkpoint.decode(bench.record(id, "checkpoint")).orElseThrow();
    assertThat(left.storages()).containsExactly("disk");

    redis.commands().del("out");
    redis.commands().rpush("in", redis.commands().lpop("DLQ:in"));
    await().untilAsserted(() -> assertThat(bench.list("out")).containsExactly(id.asPopped()));
    bench.awaitEnd();
    assertThat(stored).containsExactly(id.asPopped());
    assertThat(redis.commands().exists("vcond:{in}:record:" + id)).isZero();
  }

  @Test
  void a_refused_route_of_a_halted_run_is_a_dead_letter() throws Exception {
    bench.link("router", vcon -> new LinkResult.Halt(vcon, "elsewhere", List.of("vip")));
    redis.commands().set("vip", "no list");
    VconId id = bench.submit();
    bench.start(bench.engine());
    bench.awaitDeadLetter(id);
    assertThat(bench.record(id, "code")).isEqualTo("egress_refused");
    assertThat(bench.events(PipelineEvent.Halted.class)).isEmpty();
  }

  @Test
  void a_document_that_keeps_changing_runs_three_times_and_then_is_a_dead_letter()
      throws Exception {
    List<String> runs = new CopyOnWriteArrayList<>();
    bench.link(
        "tag",
        vcon -> {
          runs.add(vcon.id().asPopped());
          // Somebody posts a newer one while the link works.
          redis
              .commands()
              .set(
                  "vcon:" + vcon.id(),
                  SampleVcon.document().id(vcon.id()).withBody(8 * runs.size()).json());
          return LinkResult.proceed(vcon.edited(editor -> editor.addTag("a:a")));
        });
    VconId id = bench.submit();
    bench.start(bench.engine());
    bench.awaitDeadLetter(id);
    assertThat(runs).hasSize(3);
    assertThat(bench.record(id, "code")).isEqualTo("document_keeps_changing");
    assertThat(bench.record(id, "reason")).contains("3 runs");
    assertThat(redis.commands().get("vcon:" + id))
        .as("nothing was overwritten")
        .doesNotContain("tags");
    assertThat(bench.events(PipelineEvent.Returned.class))
        .containsExactly(
            new PipelineEvent.Returned("in", "document_changed", 1),
            new PipelineEvent.Returned("in", "document_changed", 1));

    redis.commands().rpush("in", redis.commands().lpop("DLQ:in"));
    bench.awaitDeadLetter(id);
    assertThat(runs).as("a replay has all its runs again").hasSize(6);
  }

  @Test
  void a_run_whose_claim_was_taken_over_pushes_nothing() throws Exception {
    VconId id = bench.submit();
    Engine engine = bench.engine();
    Delivery delivery = WorkerBench.claim(engine, "in").getFirst();
    redis.commands().hset("vcond:{in}:inflight", id.asPopped(), "another:7");
    new Settlement(engine, bench.chain(), new HeldBack(engine.queue()), Duration.ofMillis(20))
        .settle(delivery, completed(id));
    await().until(() -> !bench.events(PipelineEvent.Discarded.class).isEmpty());
    assertThat(bench.list("out")).isEmpty();
    assertThat(bench.events(PipelineEvent.Completed.class)).isEmpty();
  }
}
