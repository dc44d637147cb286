package dev.vcond.queue;

import static dev.vcond.queue.QueueBench.newId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vcond.event.PipelineEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseTest {
  private static final String ME = "host-1-abcd";
  private static QueueBench bench;

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
  }

  private List<Object> release(String why, int below, int most) throws Exception {
    return release(ME, why, below, most);
  }

  private List<Object> release(String whose, String why, int below, int most) throws Exception {
    return bench.many(
        Script.RELEASE,
        List.of(
            "in", "vcond:{in}:inflight", "vcond:{in}:heartbeat:" + whose, "vcond:{in}:instances"),
        whose,
        why,
        Integer.toString(below),
        Integer.toString(most),
        "vcond:{in}:record:",
        "vcond:{in}:heartbeat:" + ME);
  }

  private static void held(String id, String value) {
    bench.look.hset("vcond:{in}:inflight", id, value);
  }

  private static void registered(String whose) {
    bench.look.hset("vcond:{in}:instances", whose, "host|boot|ns|user|1|1");
    bench.look.set("vcond:{in}:heartbeat:" + whose, "1");
  }

  /** Holds ids under these numbers; the order in a hash is another one. */
  private static List<String> holding(int... numbers) {
    var ids = new ArrayList<String>();
    for (int number : numbers) {
      ids.add(newId());
      held(ids.getLast(), ME + ":" + number + (number % 2 == 0 ? "+" : ""));
    }
    return ids;
  }

  @Test
  void a_drain_gives_back_to_the_head_in_claim_order_and_signs_off() throws Exception {
    List<String> ids = holding(9, 10, 11, 100, 101);
    bench.look.rpush("in", "later");
    registered(ME);
    assertThat(release("drain", 0, 500)).containsExactly(5L, 0L);
    ids.add("later");
    assertThat(bench.list("in")).isEqualTo(ids);
    assertThat(bench.look.keys("vcond:*")).isEmpty();
  }

  @Test
  void what_does_not_fit_into_one_call_goes_back_in_order_and_signs_off_only_at_the_end()
      throws Exception {
    List<String> ids = holding(1, 2, 3, 4, 5);
    registered(ME);
    assertThat(release("drain", 0, 2)).containsExactly(2L, 3L);
    assertThat(bench.look.hexists("vcond:{in}:instances", ME)).isTrue();
    assertThat(bench.look.exists("vcond:{in}:heartbeat:" + ME)).isEqualTo(1);
    assertThat(release("drain", 0, 2)).containsExactly(2L, 1L);
    assertThat(release("drain", 0, 2)).containsExactly(1L, 0L);
    assertThat(bench.list("in")).isEqualTo(ids);
    assertThat(bench.look.keys("vcond:*")).isEmpty();
  }

  @Test
  void another_instance_whose_name_begins_the_same_keeps_what_it_holds() throws Exception {
    String mine = newId();
    String theirs = newId();
    String long_ago = newId();
    held(mine, ME + ":1");
    held(theirs, ME + "e:1");
    held(long_ago, "x" + ME + ":1");
    registered(ME);
    registered(ME + "e");
    assertThat(release("drain", 0, 500)).containsExactly(1L, 0L);
    assertThat(bench.list("in")).containsExactly(mine);
    assertThat(bench.look.hkeys("vcond:{in}:inflight")).containsExactlyInAnyOrder(theirs, long_ago);
    assertThat(bench.look.hkeys("vcond:{in}:instances")).containsExactly(ME + "e");
    assertThat(bench.look.exists("vcond:{in}:heartbeat:" + ME + "e")).isEqualTo(1);
  }

  @Test
  void after_a_lapse_only_older_claims_go_back_and_the_instance_stays() throws Exception {
    List<String> ids = holding(1, 2, 3);
    registered(ME);
    assertThat(release("lapse", 3, 500)).containsExactly(2L, 0L);
    assertThat(bench.list("in")).isEqualTo(ids.subList(0, 2));
    assertThat(bench.held("in", ids.get(2))).isEqualTo(ME + ":3");
    assertThat(bench.look.hexists("vcond:{in}:instances", ME)).isTrue();
    assertThat(bench.look.exists("vcond:{in}:heartbeat:" + ME)).isEqualTo(1);
    assertThat(release("lapse", 4, 500)).containsExactly(1L, 0L);
    assertThat(bench.look.hexists("vcond:{in}:instances", ME)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"drain", "lapse"})
  void giving_back_of_the_own_accord_is_not_counted(String why) throws Exception {
    String id = holding(1).getFirst();
    release(why, 0, 500);
    assertThat(bench.look.exists("vcond:{in}:record:" + id)).isZero();
  }

  @Test
  void a_recovery_from_one_who_is_gone_is_counted_for_each_id() throws Exception {
    String id = newId();
    held(id, "gone-2-ffff:4");
    held("no uuid", "gone-2-ffff:5");
    registered("gone-2-ffff");
    bench.look.hset("vcond:{in}:record:" + id, "recoveries", "1");
    assertThat(release("gone-2-ffff", "gone", 0, 500)).containsExactly(2L, 0L);
    assertThat(bench.record("in", id, "recoveries")).isEqualTo("2");
    assertThat(bench.record("in", "sha1:" + Keys.sha1(QueueBench.raw("no uuid")), "recoveries"))
        .isEqualTo("1");
    assertThat(bench.list("in")).containsExactly(id, "no uuid");
    assertThat(bench.look.hexists("vcond:{in}:instances", "gone-2-ffff")).isFalse();
  }

  @Test
  void a_record_of_another_type_does_not_keep_its_id_in_flight() throws Exception {
    String id = holding(1).getFirst();
    bench.look.set("vcond:{in}:record:" + id, "no hash");
    assertThat(release("gone", 0, 500)).containsExactly(1L, 0L);
    assertThat(bench.list("in")).containsExactly(id);
  }

  @Test
  void a_value_without_a_number_goes_back_first() throws Exception {
    String odd = newId();
    held(odd, ME + ":what");
    String id = holding(3).getFirst();
    assertThat(release("drain", 0, 500)).containsExactly(2L, 0L);
    assertThat(bench.list("in")).containsExactly(odd, id);
  }

  @Test
  void a_silent_instance_is_rescued_only_while_it_is_silent_and_the_rescuer_is_not()
      throws Exception {
    held(newId(), "silent-2-ffff:1");
    registered("silent-2-ffff");
    assertThat(release("silent-2-ffff", "silent", 0, 500)).containsExactly(0L, -1L);
    bench.look.del("vcond:{in}:heartbeat:silent-2-ffff", "vcond:{in}:heartbeat:" + ME);
    assertThat(release("silent-2-ffff", "silent", 0, 500)).containsExactly(0L, -1L);
    bench.beat("in");
    assertThat(release("silent-2-ffff", "silent", 0, 500)).containsExactly(1L, 0L);
  }

  @Test
  void a_list_of_another_type_keeps_everything_in_flight_and_says_so() {
    String id = holding(1).getFirst();
    registered(ME);
    bench.look.set("in", "no list");
    assertThatThrownBy(() -> release("drain", 0, 500))
        .isInstanceOf(RedisRefusal.class)
        .hasMessage("WRONGTYPE in is a string, not a list");
    assertThat(bench.held("in", id)).isEqualTo(ME + ":1");
    assertThat(bench.look.hexists("vcond:{in}:instances", ME)).isTrue();
  }

  @Test
  void one_broken_list_does_not_keep_the_ids_of_the_others() throws Exception {
    String id = newId();
    bench.look.set("broken", "no list");
    bench.look.hset("vcond:{broken}:inflight", newId(), ME + ":1");
    held(id, ME + ":2");
    var recovery = new Recovery(bench.redis(), bench.instance, bench.events::add);
    assertThat(recovery.giveAllBack(List.of("broken", "in"))).isEqualTo(1);
    assertThat(bench.list("in")).containsExactly(id);
    held(id, ME + ":2");
    assertThat(recovery.giveBackBelow(List.of("broken", "in"), 3)).isEqualTo(1);
    assertThat(bench.events)
        .containsExactly(
            new PipelineEvent.Returned("in", "drain", 1),
            new PipelineEvent.Returned("in", "lapse", 1));
  }

  @Test
  void a_thousand_ids_go_back_in_order() throws Exception {
    var held = new HashMap<String, String>();
    var ids = new ArrayList<String>();
    for (int i = 1; i <= 1200; i++) {
      ids.add(newId());
      held.put(ids.getLast(), ME + ":" + i);
    }
    bench.look.hset("vcond:{in}:inflight", held);
    var recovery = new Recovery(bench.redis(), bench.instance, bench.events::add);
    assertThat(recovery.giveAllBack(List.of("in"))).isEqualTo(1200);
    assertThat(bench.list("in")).isEqualTo(ids);
    assertThat(bench.look.hgetall("vcond:{in}:inflight")).isEqualTo(Map.of());
  }
}
