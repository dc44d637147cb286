package dev.vcond.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.vcon.VconId;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EarlyEgressTest {
  private static QueueBench bench;
  private static EarlyEgress egress;
  private VconId id;
  private Delivery delivery;

  @BeforeAll
  static void start() throws Exception {
    bench = new QueueBench();
    egress = new EarlyEgress(bench.redis());
  }

  @AfterAll
  static void stop() throws Exception {
    bench.close();
  }

  @BeforeEach
  void claim_one() throws Exception {
    bench.renew();
    id = VconId.parse(bench.submit("in")).orElseThrow();
    delivery = bench.claimOne("in");
  }

  private EarlyEgress.Answer push(String... lists) throws Exception {
    return egress.push(delivery, id, List.of(lists), "checkpoint");
  }

  @Test
  void all_lists_get_the_id_together_with_the_checkpoint() throws Exception {
    assertThat(push("a", "b")).isEqualTo(new EarlyEgress.Answer.Done());
    assertThat(bench.list("a")).containsExactly(id.asPopped());
    assertThat(bench.list("b")).containsExactly(id.asPopped());
    assertThat(bench.record("in", id.asPopped(), "checkpoint")).isEqualTo("checkpoint");
    assertThat(bench.held("in", id.asPopped())).isEqualTo(delivery.claim());
  }

  @Test
  void repeated_after_a_lost_answer_it_pushes_nothing() throws Exception {
    push("a");
    assertThat(push("a")).isEqualTo(new EarlyEgress.Answer.Done());
    assertThat(bench.list("a")).hasSize(1);
  }

  @Test
  void another_claim_of_the_same_id_pushes_again() throws Exception {
    push("a");
    bench.look.hdel("vcond:{in}:inflight", id.asPopped());
    bench.look.rpush("in", id.asPopped());
    delivery = bench.claimOne("in");
    push("a");
    assertThat(bench.list("a")).hasSize(2);
  }

  @Test
  void one_marked_to_run_again_is_still_ours() throws Exception {
    bench.look.hset("vcond:{in}:inflight", id.asPopped(), delivery.claim() + "+");
    assertThat(push("a")).isEqualTo(new EarlyEgress.Answer.Done());
  }

  @Test
  void what_is_not_ours_is_not_pushed() throws Exception {
    bench.look.hset("vcond:{in}:inflight", id.asPopped(), "you:1");
    assertThat(push("a")).isEqualTo(new EarlyEgress.Answer.Taken());
    bench.look.hdel("vcond:{in}:inflight", id.asPopped());
    assertThat(push("a")).isEqualTo(new EarlyEgress.Answer.Gone());
    assertThat(bench.list("a")).isEmpty();
  }

  @Test
  void a_list_that_refuses_keeps_all_others_from_being_pushed_to() throws Exception {
    bench.look.set("b", "no list");
    assertThat(push("a", "b"))
        .isEqualTo(new EarlyEgress.Answer.Refused("b", "it is a string, not a list"));
    assertThat(bench.list("a")).isEmpty();
    assertThat(bench.look.exists("vcond:{in}:record:" + id)).isZero();
  }

  @Test
  void without_a_record_that_remembers_it_nothing_is_pushed() throws Exception {
    bench.look.set("vcond:{in}:record:" + id, "no hash");
    assertThat(push("a"))
        .isEqualTo(
            new EarlyEgress.Answer.Refused(
                "vcond:{in}:record:" + id, "it is a string, not a hash"));
    assertThat(bench.list("a")).isEmpty();
  }
}
