package dev.vcond.worker;

import static dev.vcond.storage.TestStorage.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vcond.chain.ChainOutcome;
import dev.vcond.chain.Checkpoint;
import dev.vcond.chain.DocumentPort.EgressPush;
import dev.vcond.chain.DocumentPort.Lookup;
import dev.vcond.chain.DocumentPort.WriteBack;
import dev.vcond.chain.Run;
import dev.vcond.event.PipelineEvent;
import dev.vcond.queue.Delivery;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.testserver.OpenRedis;
import dev.vcond.vcon.NotJsonException;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one run does to a real Redis. */
class DeliveryPortTest {
  @SuppressWarnings("NullAway.Init")
  private static OpenRedis redis;

  @SuppressWarnings("NullAway.Init")
  private WorkerBench bench;

  @SuppressWarnings("NullAway.Init")
  private DeliveryPort port;

  private final Run run = new Run(_ -> {});
  private final Vcon vcon = SampleVcon.document().vcon();

  @BeforeAll
  static void start() {
    redis = OpenRedis.start();
  }

  @AfterAll
  static void stop() throws Exception {
    redis.close();
  }

  @BeforeEach
  void claim() throws Exception {
    bench = new WorkerBench(redis);
    bench.reader("disk", reading(_ -> Optional.empty()));
    redis.commands().set("vcon:" + vcon.id(), vcon.text());
    redis.commands().rpush("in", vcon.id().asPopped());
    Engine engine = bench.engine();
    Delivery delivery = WorkerBench.claim(engine, "in").getFirst();
    port = new DeliveryPort(engine, new Bodies(engine, bench.chain())::find, delivery, run);
  }

  @AfterEach
  void close() throws Exception {
    redis.commands().configSet("min-replicas-to-write", "0");
    bench.close();
  }

  private Vcon tagged() {
    return vcon.edited(editor -> editor.addTag("a:a"));
  }

  private Checkpoint checkpoint(Vcon of) {
    return new Checkpoint(of.sha1Hex(), "", of.id(), List.of("a"), Set.of(), List.of(), false);
  }

  private WriteBack writeBack() throws InterruptedException {
    Vcon changed = tagged();
    return port.writeBack(changed, vcon.sha1Hex(), checkpoint(changed));
  }

  private String inRedis() {
    return redis.commands().get("vcon:" + vcon.id());
  }

  @Test
  void a_changed_document_is_written_with_its_checkpoint() throws Exception {
    Vcon changed = tagged();
    assertThat(writeBack()).isEqualTo(new WriteBack.Written(changed.sha1Hex()));
    assertThat(inRedis()).isEqualTo(changed.text());
    assertThat(bench.record(vcon.id(), "checkpoint")).isEqualTo(checkpoint(changed).encode());
  }

  @Test
  void a_newer_document_is_left_alone() throws Exception {
    redis.commands().set("vcon:" + vcon.id(), "{\"newer\":1}");
    assertThat(writeBack()).isEqualTo(new WriteBack.Changed());
    assertThat(inRedis()).isEqualTo("{\"newer\":1}");
  }

  @Test
  void a_claim_that_was_taken_over_writes_nothing() throws Exception {
    redis.commands().hset("vcond:{in}:inflight", vcon.id().asPopped(), "another:9");
    assertThat(writeBack()).isEqualTo(new WriteBack.Taken());
    assertThat(push("out")).isEqualTo(new EgressPush.Taken());
    assertThat(inRedis()).isEqualTo(vcon.text());
    assertThat(bench.list("out")).isEmpty();
  }

  @Test
  void a_claim_that_redis_forgot_is_entered_again_and_the_document_written() throws Exception {
    redis.commands().del("vcond:{in}:inflight");
    assertThat(writeBack()).isInstanceOf(WriteBack.Written.class);
    assertThat(redis.commands().hexists("vcond:{in}:inflight", vcon.id().asPopped())).isTrue();
    assertThat(bench.events).contains(new PipelineEvent.Forgotten("in"));
  }

  @Test
  void a_run_that_was_ended_and_acknowledged_meanwhile_is_not_entered_again() throws Exception {
    redis.commands().del("vcond:{in}:inflight");
    run.settle(new ChainOutcome.Discarded());
    assertThat(writeBack()).isEqualTo(new WriteBack.Taken());
    assertThat(redis.commands().exists("vcond:{in}:inflight")).isZero();
  }

  private EgressPush push(String... lists) throws InterruptedException {
    return port.pushEgress(vcon.id(), List.of(lists), checkpoint(vcon));
  }

  @Test
  void egress_is_pushed_once_however_often_it_is_asked_for() throws Exception {
    assertThat(push("out", "more")).isEqualTo(new EgressPush.Done());
    assertThat(push("out", "more")).isEqualTo(new EgressPush.Done());
    assertThat(bench.list("out")).containsExactly(vcon.id().asPopped());
    assertThat(bench.list("more")).containsExactly(vcon.id().asPopped());
    assertThat(bench.record(vcon.id(), "checkpoint")).isEqualTo(checkpoint(vcon).encode());
  }

  @Test
  void a_list_that_is_none_refuses_egress_and_the_others_get_nothing() throws Exception {
    redis.commands().set("more", "no list");
    assertThat(push("out", "more"))
        .isEqualTo(new EgressPush.Refused("more", "it is a string, not a list"));
    assertThat(bench.list("out")).isEmpty();
  }

  @Test
  void another_document_is_found_or_nowhere_or_no_document() throws Exception {
    Vcon other = SampleVcon.document().vcon();
    redis.commands().set("vcon:" + other.id(), other.text());
    assertThat(port.load(other.id()))
        .isInstanceOfSatisfying(
            Lookup.Found.class,
            found -> assertThat(found.vcon().copyBytes()).isEqualTo(other.copyBytes()));

    VconId nowhere = SampleVcon.randomId();
    assertThat(port.load(nowhere))
        .isEqualTo(
            new Lookup.Nowhere(
                "body_missing",
                "vcon:" + nowhere + " is not in Redis; storage disk does not have it"));

    redis.commands().hset("vcon:" + nowhere, "a", "b");
    assertThat(port.load(nowhere))
        .isInstanceOfSatisfying(
            Lookup.Nowhere.class,
            hash -> assertThat(hash.why()).contains("cannot be read").contains("WRONGTYPE"));

    redis.commands().del("vcon:" + nowhere);
    redis.commands().set("vcon:" + nowhere, "[1]");
    assertThatThrownBy(() -> port.load(nowhere)).isInstanceOf(NotJsonException.class);
  }

  @Test
  void an_outage_of_redis_is_waited_out() throws Exception {
    redis.commands().configSet("min-replicas-to-write", "1");
    var writing = new FutureTask<>(this::writeBack);
    Thread thread = Thread.ofPlatform().daemon().start(writing);
    await().until(() -> waitsForRedis(thread));
    assertThat(writing.isDone()).isFalse();
    redis.commands().configSet("min-replicas-to-write", "0");
    assertThat(writing.get(20, TimeUnit.SECONDS)).isInstanceOf(WriteBack.Written.class);
  }

  private static boolean waitsForRedis(Thread thread) {
    return List.of(thread.getStackTrace()).stream()
        .anyMatch(frame -> frame.getMethodName().equals("untilRedisAnswers"));
  }

  @Test
  void an_outage_that_outlasts_the_lease_ends_the_run() {
    redis.commands().configSet("min-replicas-to-write", "1");
    bench.sleepPastTheLease();
    assertThat(port.ours()).isFalse();
    assertThatThrownBy(this::writeBack).isInstanceOf(InterruptedException.class);
  }
}
