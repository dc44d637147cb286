package dev.vcond.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vcond.config.RedisUrl;
import dev.vcond.event.PipelineEvent;
import dev.vcond.testkit.FaultProxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Claims go through a proxy that may lose their answers; the look into Redis does not. */
class SelfCheckTest {
  private static QueueBench bench;
  private static FaultProxy proxy;
  private static Redis direct;
  private List<String> lists = List.of("in");
  private SelfCheck check;

  @BeforeAll
  static void start() throws Exception {
    bench = new QueueBench();
    proxy =
        FaultProxy.before(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), bench.server.port()));
    bench.connect("redis://127.0.0.1:" + proxy.address().getPort(), QueueBench.QUICK);
    direct = Redis.connect(RedisUrl.parse(bench.server.url()));
  }

  @AfterAll
  static void stop() throws Exception {
    direct.close();
    bench.close();
    proxy.close();
  }

  @BeforeEach
  void begin() {
    bench.renew();
    check = check(bench.lease());
  }

  private SelfCheck check(Lease lease) {
    var around = new SelfCheck.Surroundings(direct, bench.instance, lease);
    return new SelfCheck(around, bench.queue(), bench.events::add, () -> lists);
  }

  @AfterEach
  void end() {
    proxy.up();
    await().ignoreExceptions().until(() -> Redis.await(bench.redis().queue().ping()) != null);
  }

  private static List<String> submit(int count) {
    var ids = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      ids.add(bench.submit("in"));
    }
    return ids;
  }

  private static void loseTheAnswerOfAClaim(int most) {
    proxy.loseAnswers();
    assertThatThrownBy(() -> bench.queue().claim("in", most, QueueBench.GUARD))
        .isInstanceOf(RedisOutage.class);
    proxy.up();
    await().ignoreExceptions().until(() -> Redis.await(bench.redis().queue().ping()) != null);
  }

  @Test
  void ids_whose_claim_lost_its_answer_come_back_in_order_at_the_second_look() {
    List<String> ids = submit(12);
    loseTheAnswerOfAClaim(11);
    assertThat(bench.list("in")).isEqualTo(ids.subList(11, 12));

    check.run();
    assertThat(bench.list("in")).hasSize(1);
    check.run();
    await().until(() -> bench.list("in").equals(ids));
    assertThat(bench.look.exists("vcond:{in}:inflight")).isZero();
    assertThat(bench.events).containsExactly(new PipelineEvent.Recovered("in", 11));
    assertThat(bench.look.keys("vcond:*record*")).as("nobody's fault").isEmpty();
  }

  @Test
  void one_that_was_pushed_again_meanwhile_comes_back_as_well() {
    String id = submit(1).getFirst();
    loseTheAnswerOfAClaim(1);
    bench.look.hset("vcond:{in}:inflight", id, bench.held("in", id) + "+");
    check.run();
    check.run();
    await().until(() -> bench.list("in").equals(List.of(id)));
  }

  @Test
  void what_runs_here_or_elsewhere_is_left_alone() throws Exception {
    submit(2);
    Delivery mine = bench.claimOne("in");
    bench.look.hset("vcond:{in}:inflight", "theirs", "host-1-abcdef:1");
    check.run();
    check.run();
    check.run();
    assertThat(bench.list("in")).hasSize(1);
    assertThat(bench.queue().holdings().knows(mine.claim())).isTrue();
    assertThat(bench.events).isEmpty();
  }

  @Test
  void a_claim_that_still_waits_for_its_answer_is_no_suspect() {
    submit(1);
    proxy.loseAnswers();
    var call =
        CompletableFuture.runAsync(() -> {
          try {
            bench.queue().claim("in", 1, QueueBench.GUARD);
          } catch (RedisOutage | RedisRefusal | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    await().until(() -> bench.look.hlen("vcond:{in}:inflight") == 1);
    check.run();
    check.run();
    boolean waited = !call.isDone();
    assertThat(bench.look.hlen("vcond:{in}:inflight")).isEqualTo(1);
    assertThat(waited).as("the call was under way all the time").isTrue();
    await().until(call::isDone);
    proxy.up();
    await().ignoreExceptions().until(() -> Redis.await(bench.redis().queue().ping()) != null);
    check.run();
    check.run();
    await().until(() -> bench.list("in").size() == 1);
  }

  @Test
  void a_run_that_was_abandoned_comes_back() throws Exception {
    String id = submit(1).getFirst();
    bench.queue().abandon(bench.claimOne("in"));
    check.run();
    check.run();
    await().until(() -> bench.list("in").equals(List.of(id)));
  }

  @Test
  void without_a_lease_nothing_is_given_back() {
    submit(1);
    loseTheAnswerOfAClaim(1);
    var lapsed = check(new Lease(InstantSource.system()));
    lapsed.run();
    lapsed.run();
    assertThat(bench.list("in")).isEmpty();
  }

  @Test
  void one_broken_list_does_not_keep_the_others_from_being_looked_at() {
    String id = submit(1).getFirst();
    loseTheAnswerOfAClaim(1);
    bench.look.set("vcond:{broken}:inflight", "no hash");
    lists = List.of("broken", "in");
    check.run();
    check.run();
    await().until(() -> bench.list("in").equals(List.of(id)));
  }
}
