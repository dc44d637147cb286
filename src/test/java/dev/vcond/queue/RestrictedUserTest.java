package dev.vcond.queue;

import static dev.vcond.queue.QueueBench.newId;
import static dev.vcond.queue.QueueBench.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vcond.config.RedisUrl;
import dev.vcond.vcon.Vcon;
import io.lettuce.core.AclCategory;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A user who may do what the documentation says and no more, or even less. */
class RestrictedUserTest {
  private static QueueBench bench;
  private static String url;
  private Delivery delivery;
  private String id;

  @BeforeAll
  static void start() throws Exception {
    bench = new QueueBench();
    url = "redis://vcond:secret@127.0.0.1:" + bench.server.port();
    allow();
    bench.connect(url, Timings.PRODUCTION);
  }

  private static void allow() {
    bench.look.aclSetuser(
        "vcond",
        AclSetuserArgs.Builder.reset()
            .on()
            .addPassword("secret")
            .keyPattern("vcon:*")
            .keyPattern("vcond:*")
            .keyPattern("DLQ:*")
            .keyPattern("in")
            .keyPattern("out")
            .allCommands()
            .removeCategory(AclCategory.ADMIN)
            .removeCategory(AclCategory.DANGEROUS));
  }

  private static void forbid(CommandType command) {
    bench.look.aclSetuser("vcond", AclSetuserArgs.Builder.removeCommand(command));
  }

  @AfterAll
  static void stop() throws Exception {
    bench.close();
  }

  @BeforeEach
  void claim_one() throws Exception {
    allow();
    bench.renew();
    id = bench.submit("in");
    delivery = bench.claimOne("in");
  }

  private Ack.Answer end(String... lists) throws Exception {
    try (var acks = new Acks(bench.redis(), bench.lease(), bench.queue(), bench.events::add)) {
      var answer = new CompletableFuture<Ack.Answer>();
      var pushes = List.of(lists).stream().map(to -> new Ack.Push(raw(to), raw(id))).toList();
      acks.send(new Ack(delivery, pushes, Map.of(), List.of()), answer::complete);
      return answer.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void everything_works_without_administrative_and_dangerous_commands() throws Exception {
    var documents = new Documents(bench.redis());
    var popped = delivery.id().orElseThrow();
    byte[] loaded = documents.readStrings(List.of(popped)).getFirst().orElseThrow();
    assertThat(documents.read(popped)).isPresent();
    var change =
        new Documents.Change(
            Vcon.read(popped, raw("{}")), Keys.sha1(loaded), Duration.ofHours(1), "");
    assertThat(documents.writeBack(delivery, change))
        .isInstanceOf(Documents.WriteBack.Written.class);
    documents.putBack(popped, raw("{}"), Duration.ofHours(1));
    assertThat(new EarlyEgress(bench.redis()).push(delivery, popped, List.of("out"), "c"))
        .isEqualTo(new EarlyEgress.Answer.Done());
    assertThat(bench.queue().reenterNow(delivery)).isTrue();
    assertThat(end("out", "DLQ:in")).isEqualTo(new Ack.Answer.Done());

    var recovery = new Recovery(bench.redis(), bench.instance, bench.events::add);
    bench.submit("in");
    bench.claimOne("in");
    assertThat(recovery.takeOverFromGone(List.of("in"))).isZero();
    assertThat(recovery.giveAllBack(List.of("in"))).isEqualTo(1);
    try (var bells = new Bells(bench.redis())) {
      long begun = System.nanoTime();
      bells.await(List.of("in"));
      assertThat(System.nanoTime() - begun).isLessThan(Duration.ofSeconds(2).toNanos());
    }
    assertThat(new QueueCounts(bench.redis()).read(List.of("in")).values())
        .allMatch(counts -> counts.refusals().isEmpty());
  }

  @Test
  void the_heart_beats_and_the_self_check_looks() {
    var lease = new Lease(InstantSource.system());
    var body =
        new Heart.Body(
            bench.redis(), bench.instance, lease, InstantSource.system(), bench.events::add);
    var heart = new Heart(body, () -> List.of("in"), () -> {});
    heart.start();
    heart.close();
    assertThat(lease.holds()).isTrue();
    bench.queue().abandon(delivery);
    var around = new SelfCheck.Surroundings(bench.redis(), bench.instance, lease);
    var check = new SelfCheck(around, bench.queue(), bench.events::add, () -> List.of("in"));
    check.run();
    check.run();
    await().until(() -> bench.list("in").contains(id));
  }

  @Test
  void a_list_that_the_user_may_not_touch_refuses_before_anything_is_pushed() throws Exception {
    assertThat(end("out", "elsewhere")).isInstanceOf(Ack.Answer.Refused.class);
    assertThat(bench.list("out")).isEmpty();
    assertThat(bench.held("in", id)).isEqualTo(delivery.claim());
  }

  @Test
  void without_rpush_the_refusal_says_so() throws Exception {
    forbid(CommandType.RPUSH);
    assertThat(end("out")).isEqualTo(new Ack.Answer.Refused("out", "the ACL does not allow RPUSH"));
    assertThat(
            new EarlyEgress(bench.redis())
                .push(delivery, delivery.id().orElseThrow(), List.of("out"), "c"))
        .isEqualTo(new EarlyEgress.Answer.Refused("out", "the ACL does not allow RPUSH"));
  }

  @Test
  void without_lpush_what_has_to_run_again_is_not_pushed_anywhere() throws Exception {
    bench.look.hset("vcond:{in}:inflight", id, delivery.claim() + "+");
    forbid(CommandType.LPUSH);
    assertThat(end("out")).isEqualTo(new Ack.Answer.Refused("in", "the ACL does not allow LPUSH"));
    assertThat(bench.list("out")).isEmpty();
  }

  @Test
  void without_hdel_no_attempt_to_end_a_run_pushes_anything() throws Exception {
    forbid(CommandType.HDEL);
    bench.look.configResetstat();
    var ending =
        CompletableFuture.supplyAsync(() -> {
          try {
            return end("out");
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
    await().until(() -> bench.look.info("errorstats").contains("errorstat_NOPERM"));
    assertThat(bench.list("out")).isEmpty();
    assertThat(bench.held("in", id)).isEqualTo(delivery.claim());
    allow();
    assertThat(ending.get(10, TimeUnit.SECONDS)).isEqualTo(new Ack.Answer.Done());
    assertThat(bench.list("out")).containsExactly(id);
  }

  @Test
  void without_ltrim_nothing_is_claimed() {
    String next = bench.submit("in");
    forbid(CommandType.LTRIM);
    assertThatThrownBy(() -> bench.claimOne("in"))
        .isInstanceOf(RedisRefusal.class)
        .hasMessage("NOPERM the ACL does not allow LTRIM of in");
    assertThat(bench.held("in", next)).isNull();
    assertThat(bench.list("in")).containsExactly(next);
  }

  @Test
  void without_hset_nothing_leaves_the_list() {
    forbid(CommandType.HSET);
    for (String entry : List.of(bench.submit("in"), id)) {
      bench.look.del("in");
      bench.look.rpush("in", entry);
      assertThatThrownBy(() -> bench.claimOne("in")).isInstanceOf(RedisRefusal.class);
      assertThat(bench.list("in")).containsExactly(entry);
    }
  }

  @Test
  void without_expire_documents_are_not_guarded_and_ids_are_claimed_all_the_same()
      throws Exception {
    String next = bench.submit("in");
    forbid(CommandType.EXPIRE);
    assertThat(bench.claimOne("in").rawId()).isEqualTo(raw(next));
  }

  @Test
  void without_lpush_or_hdel_nothing_is_given_back_by_half() throws Exception {
    for (CommandType command : List.of(CommandType.LPUSH, CommandType.HDEL)) {
      allow();
      forbid(command);
      assertThatThrownBy(() ->
              bench.text(
                  Script.GIVE_BACK,
                  List.of("in", "vcond:{in}:inflight"),
                  id,
                  delivery.claim(),
                  "vcond:{in}:record:" + id,
                  "stale",
                  "1"))
          .isInstanceOf(RedisRefusal.class)
          .hasMessageStartingWith("NOPERM");
      var recovery = new Recovery(bench.redis(), bench.instance, bench.events::add);
      assertThat(recovery.giveAllBack(List.of("in"))).isZero();
      assertThat(bench.list("in")).isEmpty();
      assertThat(bench.held("in", id)).isEqualTo(delivery.claim());
      assertThat(bench.look.exists("vcond:{in}:record:" + id)).isZero();
    }
  }

  @Test
  void without_a_record_an_early_push_would_be_made_twice_and_is_refused() throws Exception {
    forbid(CommandType.HSET);
    assertThat(
            new EarlyEgress(bench.redis())
                .push(delivery, delivery.id().orElseThrow(), List.of("out"), "c"))
        .isEqualTo(
            new EarlyEgress.Answer.Refused(
                "vcond:{in}:record:" + id, "the ACL does not allow HSET"));
    assertThat(bench.list("out")).isEmpty();
  }

  @Test
  void a_wrong_password_is_said_without_being_shown() {
    var wrong = RedisUrl.parse(url.replace("secret", "wrong-" + newId()));
    assertThatThrownBy(() -> Redis.connect(wrong))
        .isInstanceOf(RedisOutage.class)
        .hasMessageContaining("WRONGPASS")
        .hasMessageNotContaining("wrong-");
  }
}
