package dev.vcond.queue;

import static dev.vcond.queue.QueueBench.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vcond.config.RedisUrl;
import dev.vcond.testserver.RedisJsonProxy;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import io.lettuce.core.RedisCommandExecutionException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A Redis that reached {@code maxmemory} and evicts nothing: a queue that stood still could not
 * drain it. Only documents are not written.
 */
class FullRedisTest {
  private static QueueBench bench;
  private String id;
  private Delivery delivery;

  @BeforeAll
  static void start() throws Exception {
    bench = new QueueBench();
  }

  @AfterAll
  static void stop() throws Exception {
    bench.close();
  }

  @BeforeEach
  void claim_one_and_fill_redis() throws Exception {
    bench.look.configSet("maxmemory", "0");
    bench.renew();
    id = bench.submit("in");
    delivery = bench.claimOne("in");
    bench.submit("in");
    bench.look.configSet(Map.of("maxmemory", "1", "maxmemory-policy", "noeviction"));
    assertThatThrownBy(() -> bench.look.rpush("in", "x"))
        .isInstanceOf(RedisCommandExecutionException.class)
        .hasMessageStartingWith("OOM");
  }

  @Test
  void ids_are_claimed_and_marked() throws Exception {
    assertThat(bench.queue().claim("in", 5, Duration.ofHours(2)).deliveries()).hasSize(1);
    assertThat(bench.list("in")).isEmpty();
  }

  @Test
  void runs_end_on_egress_and_dead_letter_lists_with_their_record() throws Exception {
    var acks = new Acks(bench.redis(), bench.lease(), bench.queue(), bench.events::add);
    var answer = new CompletableFuture<Ack.Answer>();
    var pushes =
        List.of(
            new Ack.Push(Keys.deadLetters("in"), delivery.rawId()),
            new Ack.Push(raw("out"), delivery.rawId()));
    acks.send(
        new Ack(delivery, pushes, Map.of("code", "signed", "last", "now"), List.of()),
        answer::complete);
    await().until(answer::isDone);
    acks.close();
    assertThat(answer).isCompletedWithValue(new Ack.Answer.Done());
    assertThat(bench.list("out")).containsExactly(id);
    assertThat(bench.list("DLQ:in")).containsExactly(id);
    assertThat(bench.record("in", id, "code")).isEqualTo("signed");
  }

  @Test
  void ids_go_back_to_their_list() throws Exception {
    bench.queue().giveBack(delivery, Map.of("stale", "1"));
    await().until(() -> bench.list("in").size() == 2);
    bench.claimOne("in");
    var recovery = new Recovery(bench.redis(), bench.instance, bench.events::add);
    assertThat(recovery.giveAllBack(List.of("in"))).isEqualTo(1);
    assertThat(bench.list("in")).hasSize(2);
  }

  @Test
  void the_heart_beats() {
    var lease = new Lease(InstantSource.system());
    var body =
        new Heart.Body(
            bench.redis(), bench.instance, lease, InstantSource.system(), bench.events::add);
    var heart = new Heart(body, () -> List.of("new"), () -> {});
    heart.start();
    heart.close();
    assertThat(lease.holds()).isTrue();
  }

  @Test
  void a_checkpoint_is_noted() throws Exception {
    assertThat(new Documents(bench.redis()).note(delivery, "c")).isEqualTo(Documents.Note.NOTED);
  }

  @Test
  void egress_ahead_of_storages_and_forgotten_claims_are_written() throws Exception {
    var egress = new EarlyEgress(bench.redis());
    assertThat(egress.push(delivery, delivery.id().orElseThrow(), List.of("out"), "c"))
        .isEqualTo(new EarlyEgress.Answer.Done());
    bench.look.del("vcond:{in}:inflight");
    assertThat(bench.queue().reenterNow(delivery)).isTrue();
    assertThat(bench.many(Script.HELD, List.of("vcond:{in}:inflight"), bench.instance.id()))
        .hasSize(2);
  }

  private Documents.WriteBack writeBack(Documents documents, String loaded) throws Exception {
    var changed = Vcon.read(VconId.parse(id).orElseThrow(), raw("{\"a\":2}"));
    return documents.writeBack(
        delivery, new Documents.Change(changed, Keys.sha1(raw(loaded)), Duration.ofHours(1), ""));
  }

  @Test
  void a_changed_document_is_refused_and_the_old_one_stays() {
    String before = bench.look.get("vcon:" + id);
    assertThatThrownBy(() -> writeBack(new Documents(bench.redis()), before))
        .isInstanceOf(RedisRefusal.class)
        .hasMessageStartingWith("OOM");
    assertThat(bench.look.get("vcon:" + id)).isEqualTo(before);
    assertThat(bench.look.exists("vcond:{in}:record:" + id)).isZero();
  }

  @Test
  void so_is_one_that_the_json_module_keeps() throws Exception {
    bench.look.configSet("maxmemory", "0");
    bench.look.del("vcon:" + id);
    bench.look.hset("vcon:" + id, "json", "{\"a\":1} ");
    bench.look.configSet("maxmemory", "1");
    try (var module = new RedisJsonProxy(bench.server.port());
        var redis = Redis.connect(RedisUrl.parse(module.url()))) {
      assertThatThrownBy(() -> writeBack(new Documents(redis), "{\"a\":1} "))
          .isInstanceOf(RedisRefusal.class)
          .hasMessageStartingWith("OOM");
    }
    assertThat(bench.look.hget("vcon:" + id, "json")).isEqualTo("{\"a\":1} ");
  }

  @Test
  void a_bell_that_is_refused_neither_spins_nor_connects_anew() throws Exception {
    try (var bells = new Bells(bench.redis())) {
      bells.await(List.of("in"));
      String before = connections();
      long begun = System.nanoTime();
      for (int i = 0; i < 6; i++) {
        bells.await(List.of("in"));
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(290));
      assertThat(connections()).isEqualTo(before);
      bench.look.configSet("maxmemory", "0");
      bells.await(List.of("in"));
    }
  }

  private static String connections() {
    return bench
        .look
        .info("stats")
        .lines()
        .filter(line -> line.startsWith("total_connections_received"))
        .findFirst()
        .orElseThrow();
  }
}
