package dev.vcond.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vcond.event.PipelineEvent;
import dev.vcond.testkit.FaultProxy;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.protocol.CommandType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AcksTest {
  private static QueueBench bench;
  private static FaultProxy proxy;
  private Acks acks;
  private String id;
  private Delivery delivery;

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
  void claim_one() throws Exception {
    bench.renew();
    acks = new Acks(bench.redis(), bench.lease(), bench.queue(), bench.events::add);
    id = bench.submit("in");
    delivery = bench.claimOne("in");
  }

  @AfterEach
  void close() throws Exception {
    acks.close();
    proxy.up();
    bench.look.aclSetuser("default", AclSetuserArgs.Builder.addCommand(CommandType.HSETNX));
    await().ignoreExceptions().until(() -> Redis.await(bench.redis().queue().ping()) != null);
  }

  private CompletableFuture<Ack.Answer> send(Delivery delivery) {
    var answer = new CompletableFuture<Ack.Answer>();
    var push = new Ack.Push(Keys.bytes("out"), delivery.rawId());
    acks.send(new Ack(delivery, List.of(push), Map.of(), List.of()), answer::complete);
    return answer;
  }

  private static Ack.Answer answer(CompletableFuture<Ack.Answer> coming) throws Exception {
    return coming.get(20, TimeUnit.SECONDS);
  }

  private boolean known() {
    return bench.queue().holdings().knows(delivery.claim());
  }

  private List<PipelineEvent> seen(Class<? extends PipelineEvent> kind) {
    return bench.events.stream().filter(kind::isInstance).toList();
  }

  @Test
  void an_ending_that_redis_took_is_forgotten_here() throws Exception {
    assertThat(known()).isTrue();
    assertThat(answer(send(delivery))).isEqualTo(new Ack.Answer.Done());
    assertThat(bench.list("out")).containsExactly(id);
    assertThat(known()).isFalse();
    assertThat(acks.unanswered()).isZero();
  }

  @Test
  void endings_are_gathered_while_the_previous_ones_are_on_their_way() throws Exception {
    for (int i = 0; i < 300; i++) {
      bench.submit("in");
    }
    answer(send(delivery));
    bench.look.configResetstat();
    List<Delivery> claimed = bench.queue().claim("in", 300, QueueBench.GUARD).deliveries();
    var coming = new ArrayList<CompletableFuture<Ack.Answer>>();
    proxy.slow(Duration.ofMillis(20));
    claimed.forEach(one -> coming.add(send(one)));
    for (var one : coming) {
      assertThat(answer(one)).isEqualTo(new Ack.Answer.Done());
    }
    String calls = bench.look.info("commandstats").split("cmdstat_evalsha:calls=", 2)[1];
    assertThat(Integer.parseInt(calls.split(",", 2)[0])).isLessThan(30);
    assertThat(bench.look.llen("out")).isEqualTo(301);
  }

  @Test
  void an_ending_whose_answer_was_lost_is_made_once() throws Exception {
    proxy.loseAnswers();
    var coming = send(delivery);
    await().until(() -> bench.list("out").size() == 1);
    assertThat(acks.unanswered()).isEqualTo(1);
    assertThat(known()).isTrue();
    proxy.up();
    assertThat(answer(coming)).isEqualTo(new Ack.Answer.Done());
    assertThat(bench.list("out")).containsExactly(id);
    assertThat(seen(PipelineEvent.Forgotten.class)).isEmpty();
  }

  @Test
  void an_ending_whose_answer_was_lost_stays_the_end_though_the_id_runs_anew() throws Exception {
    proxy.loseAnswers();
    var coming = send(delivery);
    await().until(() -> bench.list("out").size() == 1);
    bench.look.hset("vcond:{in}:inflight", id, "host-1-abcd:99");
    proxy.up();
    assertThat(answer(coming)).isEqualTo(new Ack.Answer.Done());
    assertThat(bench.list("out")).containsExactly(id);
    assertThat(bench.held("in", id)).isEqualTo("host-1-abcd:99");
  }

  @Test
  void what_redis_forgot_under_an_unbroken_lease_is_pushed_all_the_same() throws Exception {
    bench.look.del("vcond:{in}:inflight");
    assertThat(answer(send(delivery))).isEqualTo(new Ack.Answer.Done());
    assertThat(bench.list("out")).containsExactly(id);
    assertThat(bench.look.exists("vcond:{in}:inflight")).isZero();
    assertThat(seen(PipelineEvent.Forgotten.class)).hasSize(1);
  }

  @Test
  void an_ending_that_was_heard_and_forgotten_with_everything_else_is_pushed_again()
      throws Exception {
    proxy.loseAnswers();
    var coming = send(delivery);
    await().until(() -> bench.list("out").size() == 1);
    bench.look.flushall();
    proxy.up();
    await().until(() -> !seen(PipelineEvent.Forgotten.class).isEmpty());
    assertThat(bench.list("out")).isEmpty();
    bench.beat("in");
    assertThat(answer(coming)).isEqualTo(new Ack.Answer.Done());
    assertThat(bench.list("out")).containsExactly(id);
    assertThat(seen(PipelineEvent.Forgotten.class)).hasSize(1);
  }

  @Test
  void an_attempt_without_an_answer_counts_for_nothing_if_the_claim_was_forgotten_before_it()
      throws Exception {
    bench.look.flushall();
    bench.lease().noticeForgotten();
    bench.beat("in");
    proxy.loseAnswers();
    bench.look.configResetstat();
    var coming = send(delivery);
    await().until(() -> bench.look.info("commandstats").contains("cmdstat_evalsha"));
    proxy.up();
    assertThat(answer(coming)).isEqualTo(new Ack.Answer.Done());
    assertThat(bench.list("out")).containsExactly(id);
  }

  @Test
  void it_is_pushed_again_though_a_heartbeat_has_signed_on_meanwhile() throws Exception {
    proxy.loseAnswers();
    var coming = send(delivery);
    await().until(() -> bench.list("out").size() == 1);
    bench.look.flushall();
    bench.lease().noticeForgotten();
    bench.beat("in");
    proxy.up();
    assertThat(answer(coming)).isEqualTo(new Ack.Answer.Done());
    assertThat(bench.list("out")).containsExactly(id);
  }

  @Test
  void an_attempt_that_never_left_is_not_taken_for_one_that_was_heard() throws Exception {
    proxy.down();
    await()
        .ignoreExceptions()
        .until(() ->
            Redis.rootMessage(bench.redis().queue().ping().toCompletableFuture().exceptionNow())
                .startsWith("Currently not connected"));
    var coming = send(delivery);
    bench.look.del("vcond:{in}:inflight");
    proxy.up();
    assertThat(answer(coming)).isEqualTo(new Ack.Answer.Done());
    assertThat(bench.list("out")).containsExactly(id);
  }

  @Test
  void entering_again_is_tried_until_it_is_answered() throws Exception {
    bench.look.del("vcond:{in}:inflight");
    bench.look.aclSetuser("default", AclSetuserArgs.Builder.removeCommand(CommandType.HSETNX));
    bench.look.configResetstat();
    var coming = send(delivery);
    await().until(() -> bench.look.info("errorstats").contains("errorstat_ERR"));
    assertThat(coming).isNotDone();
    bench.look.aclSetuser("default", AclSetuserArgs.Builder.addCommand(CommandType.HSETNX));
    assertThat(answer(coming)).isEqualTo(new Ack.Answer.Done());
    assertThat(bench.list("out")).containsExactly(id);
    assertThat(seen(PipelineEvent.Forgotten.class)).hasSize(1);
  }

  @Test
  void what_redis_forgets_for_a_second_time_is_entered_for_a_second_time() throws Exception {
    bench.look.flushall();
    var coming = send(delivery);
    await().until(() -> !seen(PipelineEvent.Forgotten.class).isEmpty());
    bench.look.aclSetuser("default", AclSetuserArgs.Builder.removeCommand(CommandType.HDEL));
    bench.beat("in");
    await().until(() -> bench.held("in", id) != null);
    bench.look.del("vcond:{in}:inflight");
    bench.look.aclSetuser("default", AclSetuserArgs.Builder.addCommand(CommandType.HDEL));
    assertThat(answer(coming)).isEqualTo(new Ack.Answer.Done());
    assertThat(bench.list("out")).containsExactly(id);
    assertThat(seen(PipelineEvent.Forgotten.class)).hasSize(2);
  }

  @Test
  void what_somebody_else_has_is_left_to_him() throws Exception {
    bench.look.hset("vcond:{in}:inflight", id, "you:1");
    assertThat(answer(send(delivery))).isEqualTo(new Ack.Answer.NotOurs());
    assertThat(bench.list("out")).isEmpty();
    assertThat(seen(PipelineEvent.Discarded.class))
        .containsExactly(new PipelineEvent.Discarded("in", "taken_over"));
    assertThat(known()).isFalse();
  }

  @Test
  void after_a_lapse_what_is_gone_is_somebody_elses() throws Exception {
    var old =
        new Delivery("in", delivery.rawId(), delivery.claim(), -1, 2, Map.of(), System.nanoTime());
    bench.look.del("vcond:{in}:inflight");
    assertThat(answer(send(old))).isEqualTo(new Ack.Answer.NotOurs());
    assertThat(bench.list("out")).isEmpty();
    assertThat(seen(PipelineEvent.Forgotten.class)).isEmpty();
  }

  @Test
  void a_list_that_refuses_is_named_and_the_id_is_still_ours() throws Exception {
    bench.look.set("out", "no list");
    assertThat(answer(send(delivery)))
        .isEqualTo(new Ack.Answer.Refused("out", "it is a string, not a list"));
    assertThat(known()).isTrue();
    assertThat(bench.held("in", id)).isEqualTo(delivery.claim());
    assertThat(acks.unanswered()).isZero();
  }

  @Test
  void one_list_whose_endings_fail_does_not_keep_the_others_waiting() throws Exception {
    String held = bench.held("in", id);
    bench.look.del("vcond:{in}:inflight");
    bench.look.set("vcond:{in}:inflight", "no hash");
    var waiting = send(delivery);
    bench.beat("other");
    bench.submit("other");
    assertThat(answer(send(bench.claimOne("other")))).isEqualTo(new Ack.Answer.Done());
    assertThat(waiting).isNotDone();
    assertThat(acks.refusals()).containsOnlyKeys("in");
    assertThat(acks.refusals().values())
        .allMatch(refusal -> refusal.why().startsWith("WRONGTYPE"))
        .noneMatch(refusal -> refusal.why().contains("script:"));
    bench.look.del("vcond:{in}:inflight");
    bench.look.hset("vcond:{in}:inflight", id, held);
    assertThat(answer(waiting)).isEqualTo(new Ack.Answer.Done());
    assertThat(acks.refusals()).isEmpty();
  }

  @Test
  void scripts_that_redis_forgot_are_sent_again() throws Exception {
    answer(send(delivery));
    bench.look.scriptFlush();
    bench.submit("in");
    assertThat(answer(send(bench.claimOne("in")))).isEqualTo(new Ack.Answer.Done());
    assertThat(bench.look.llen("out")).isEqualTo(2);
  }

  @Test
  void a_follow_up_that_fails_does_not_stop_the_next_ending() throws Exception {
    acks.send(
        new Ack(delivery, List.of(), Map.of(), List.of()),
        _ -> {
          throw new IllegalStateException("on purpose");
        });
    bench.submit("in");
    assertThat(answer(send(bench.claimOne("in")))).isEqualTo(new Ack.Answer.Done());
  }
}
