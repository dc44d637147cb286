package dev.vcond.queue;

import static dev.vcond.queue.QueueBench.newId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes back to the head of its list, and what is entered again. */
class GiveBackTest {
  private static final List<String> KEYS = List.of("in", "vcond:{in}:inflight");
  private static QueueBench bench;
  private final String id = newId();
  private final String record = "vcond:{in}:record:" + id;

  @BeforeAll
  static void start() throws Exception {
    bench = new QueueBench();
  }

  @AfterAll
  static void stop() throws Exception {
    bench.close();
  }

  @BeforeEach
  void empty() {
    bench.renew();
    bench.look.rpush("in", "later");
  }

  private static void held(String id, String value) {
    bench.look.hset("vcond:{in}:inflight", id, value);
  }

  private String giveBack(String... fields) throws Exception {
    var arguments = new ArrayList<>(List.of(id, "me:7", record));
    arguments.addAll(List.of(fields));
    return bench.text(Script.GIVE_BACK, KEYS, arguments.toArray(String[]::new));
  }

  @Test
  void an_owned_id_goes_back_to_the_head() throws Exception {
    held(id, "me:7");
    assertThat(giveBack("stale", "2")).isEqualTo("done");
    assertThat(bench.list("in")).containsExactly(id, "later");
    assertThat(bench.held("in", id)).isNull();
    assertThat(bench.look.hgetall(record)).isEqualTo(Map.of("stale", "2"));
  }

  @Test
  void one_that_was_pushed_again_meanwhile_goes_back_once() throws Exception {
    held(id, "me:7+");
    assertThat(giveBack()).isEqualTo("done");
    assertThat(bench.list("in")).containsExactly(id, "later");
    assertThat(bench.look.exists(record)).isZero();
  }

  @Test
  void what_is_not_ours_stays_where_it_is() throws Exception {
    held(id, "me:77");
    assertThat(giveBack("stale", "2")).isEqualTo("taken");
    bench.look.hdel("vcond:{in}:inflight", id);
    assertThat(giveBack("stale", "2")).isEqualTo("taken");
    assertThat(bench.list("in")).containsExactly("later");
    assertThat(bench.look.exists(record)).isZero();
  }

  @Test
  void a_list_that_takes_nothing_leaves_the_id_in_flight() {
    held(id, "me:7");
    bench.look.set("in", "no list");
    assertThatThrownBy(() -> giveBack("stale", "2"))
        .isInstanceOf(RedisRefusal.class)
        .hasMessage("WRONGTYPE in is a string, not a list");
    assertThat(bench.held("in", id)).isEqualTo("me:7");
    assertThat(bench.look.exists(record)).isZero();
  }

  @Test
  void giving_back_is_tried_until_the_list_takes_it() throws Exception {
    bench.look.del("in");
    String given = bench.submit("in");
    Delivery delivery = bench.claimOne("in");
    bench.look.set("in", "no list");
    bench.look.configResetstat();
    bench.queue().giveBack(delivery, Map.of());
    await().until(() -> bench.look.info("errorstats").contains("errorstat_WRONGTYPE"));
    assertThat(bench.queue().holdings().knows(delivery.claim())).isTrue();
    bench.look.del("in");
    await().until(() -> bench.list("in").equals(List.of(given)));
    await().until(() -> !bench.queue().holdings().knows(delivery.claim()));
  }

  private long reenter(String claim) throws Exception {
    return bench.number(
        Script.REENTER, List.of("vcond:{in}:inflight", "vcond:{in}:heartbeat:me"), id, claim);
  }

  @Test
  void a_claim_is_not_entered_where_others_would_rescue_it_at_once() throws Exception {
    assertThat(reenter("me:7")).isEqualTo(-1);
    assertThat(bench.held("in", id)).isNull();
  }

  @Test
  void a_forgotten_claim_is_entered_again_unless_somebody_else_has_the_id() throws Exception {
    bench.look.set("vcond:{in}:heartbeat:me", "1");
    assertThat(reenter("me:7")).isEqualTo(1);
    assertThat(bench.held("in", id)).isEqualTo("me:7");
    assertThat(reenter("me:7")).isEqualTo(1);
    held(id, "me:7+");
    assertThat(reenter("me:7")).isEqualTo(1);
    assertThat(bench.held("in", id)).isEqualTo("me:7+");
    held(id, "you:7");
    assertThat(reenter("me:7")).isZero();
    assertThat(bench.held("in", id)).isEqualTo("you:7");
  }

  @Test
  void an_instance_is_told_what_it_holds_and_no_more() throws Exception {
    held(id, "me:7+");
    held("odd \377 id", "me:12");
    held(newId(), "meme:7");
    held(newId(), "me-too:7");
    List<Object> told = bench.many(Script.HELD, List.of("vcond:{in}:inflight"), "me");
    assertThat(told.stream().map(one -> QueueBench.shown((byte[]) one)))
        .containsExactlyInAnyOrder(id, "me:7+", "odd \377 id", "me:12");
  }
}
