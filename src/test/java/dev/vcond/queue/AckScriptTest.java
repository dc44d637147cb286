package dev.vcond.queue;

import static dev.vcond.queue.QueueBench.newId;
import static dev.vcond.queue.QueueBench.shown;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script alone, spoken to as its header says. */
class AckScriptTest {
  private static QueueBench bench;
  private final String id = newId();
  private final String recordKey = "vcond:{in}:record:" + id;
  private final String body = "vcon:" + id;

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
    bench.look.hset("vcond:{in}:instances", "me", "registered");
    bench.look.set(body, "{}");
  }

  /** One run's part of the arguments. */
  private record Ending(String id, String claim, List<String> pushes, List<String> record) {
    private static Ending of(String id, String claim, String... pushes) {
      return new Ending(id, claim, List.of(pushes), List.of("del"));
    }

    private Ending recording(Map<String, String> fields) {
      var flat = new ArrayList<String>(List.of(Integer.toString(fields.size())));
      fields.forEach((name, value) -> flat.addAll(List.of(name, value)));
      return new Ending(id, claim, pushes, flat);
    }

    private List<String> arguments(String... expiries) {
      var all = new ArrayList<>(List.of(id, claim, Integer.toString(pushes.size() / 2)));
      for (int i = 0; i < pushes.size(); i += 2) {
        all.addAll(List.of(pushes.get(i), pushes.get(i + 1), "0"));
      }
      all.add("vcond:{in}:record:" + id);
      all.addAll(record);
      all.add(Integer.toString(expiries.length / 3));
      all.addAll(List.of(expiries));
      return all;
    }
  }

  private List<String> send(List<String> arguments) throws Exception {
    List<Object> answers =
        bench.many(
            Script.ACK,
            List.of("in", "vcond:{in}:inflight", "vcond:{in}:instances"),
            arguments.toArray(String[]::new));
    return answers.stream().map(answer -> shown((byte[]) answer)).toList();
  }

  private String send(Ending ending, String... expiries) throws Exception {
    return send(ending.arguments(expiries)).getFirst();
  }

  private void held(String value) {
    bench.look.hset("vcond:{in}:inflight", id, value);
  }

  @Test
  void an_owned_run_is_pushed_in_order_and_leaves_nothing_behind() throws Exception {
    held("me:7");
    bench.look.hset(recordKey, "attempts", "1");
    bench.look.rpush("out", "earlier");
    assertThat(send(Ending.of(id, "me:7", "out", "a", "more", "b", "out", "c"))).isEqualTo("done");
    assertThat(bench.list("out")).containsExactly("earlier", "a", "c");
    assertThat(bench.list("more")).containsExactly("b");
    assertThat(bench.held("in", id)).isNull();
    assertThat(bench.list("in")).isEmpty();
    assertThat(bench.look.exists(recordKey)).isZero();
  }

  @Test
  void a_dead_letter_of_an_earlier_run_keeps_its_reason() throws Exception {
    held("me:7");
    bench.look.rpush("DLQ:in", id, "another");
    bench.look.hset(recordKey, Map.of("code", "storage_failed", "checkpoint", "c", "deaths", "2"));
    assertThat(send(Ending.of(id, "me:7", "out", id))).isEqualTo("done");
    assertThat(bench.look.hgetall(recordKey)).containsOnly(Map.entry("code", "storage_failed"));

    held("me:8");
    bench.look.lrem("DLQ:in", 1, id);
    assertThat(send(Ending.of(id, "me:8", "out", id))).isEqualTo("done");
    assertThat(bench.look.exists(recordKey)).isZero();
  }

  @Test
  void an_id_pushed_again_meanwhile_goes_to_the_head_of_its_list() throws Exception {
    held("me:7+");
    bench.look.rpush("in", "later");
    assertThat(send(Ending.of(id, "me:7", "out", id))).isEqualTo("done");
    assertThat(bench.list("in")).containsExactly(id, "later");
    assertThat(bench.list("out")).containsExactly(id);
    assertThat(bench.held("in", id)).isNull();
  }

  @Test
  void what_nobody_holds_is_gone_and_nothing_is_pushed() throws Exception {
    bench.look.hset(recordKey, "attempts", "1");
    assertThat(send(Ending.of(id, "me:7", "out", id), body, "9", "DEL")).isEqualTo("gone");
    assertThat(bench.list("out")).isEmpty();
    assertThat(bench.look.exists(recordKey, body)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"you:7", "me:70", "me:7++", "me:8+", "me:"})
  void what_somebody_else_holds_is_taken_and_nothing_is_pushed(String value) throws Exception {
    held(value);
    assertThat(send(Ending.of(id, "me:7", "out", id), body, "9", "DEL")).isEqualTo("taken");
    assertThat(bench.list("out")).isEmpty();
    assertThat(bench.held("in", id)).isEqualTo(value);
    assertThat(bench.look.exists(body)).isEqualTo(1);
  }

  @Test
  void every_target_is_looked_at_before_the_first_push() throws Exception {
    held("me:7");
    bench.look.hset(recordKey, "attempts", "1");
    bench.look.set("broken", "no list");
    var ending = Ending.of(id, "me:7", "out", id, "broken", id).recording(Map.of("code", "new"));
    assertThat(send(ending, body, "9", "DEL"))
        .isEqualTo("refused\nbroken\nit is a string, not a list");
    assertThat(bench.list("out")).isEmpty();
    assertThat(bench.held("in", id)).isEqualTo("me:7");
    assertThat(bench.look.hgetall(recordKey)).isEqualTo(Map.of("attempts", "1"));
    assertThat(bench.look.ttl(body)).isEqualTo(-1);
  }

  @Test
  void a_full_list_of_another_kind_is_named_as_what_it_is() throws Exception {
    held("me:7");
    bench.look.sadd("set", "x");
    assertThat(send(Ending.of(id, "me:7", "set", id)))
        .isEqualTo("refused\nset\nit is a set, not a list");
  }

  @Test
  void a_broken_ingress_list_refuses_only_what_has_to_go_back_to_it() throws Exception {
    bench.look.set("in", "no list");
    held("me:7+");
    assertThat(send(Ending.of(id, "me:7", "out", id)))
        .isEqualTo("refused\nin\nit is a string, not a list");
    assertThat(bench.list("out")).isEmpty();
    assertThat(bench.held("in", id)).isEqualTo("me:7+");
    held("me:7");
    assertThat(send(Ending.of(id, "me:7", "out", id))).isEqualTo("done");
  }

  @Test
  void a_record_keeps_when_trouble_began_and_when_it_came_last() throws Exception {
    held("me:7");
    var failed = Ending.of(id, "me:7", "DLQ:in", id);
    assertThat(send(failed.recording(Map.of("code", "not_json", "last", "t1")))).isEqualTo("done");
    held("me:7");
    var fields = new LinkedHashMap<>(Map.of("code", "signed", "last", "t2"));
    assertThat(send(failed.recording(fields))).isEqualTo("done");
    assertThat(bench.look.hgetall(recordKey))
        .isEqualTo(Map.of("code", "signed", "first", "t1", "last", "t2"));
    assertThat(bench.list("DLQ:in")).containsExactly(id, id);
  }

  @Test
  void a_record_without_a_time_gets_no_first_time() throws Exception {
    held("me:7");
    assertThat(send(Ending.of(id, "me:7").recording(Map.of("stale", "1")))).isEqualTo("done");
    assertThat(bench.look.hgetall(recordKey)).isEqualTo(Map.of("stale", "1"));
  }

  @Test
  void no_fields_leave_the_record_as_it_is() throws Exception {
    held("me:7");
    bench.look.hset(recordKey, "attempts", "1");
    assertThat(send(Ending.of(id, "me:7").recording(Map.of()))).isEqualTo("done");
    assertThat(bench.look.hgetall(recordKey)).isEqualTo(Map.of("attempts", "1"));
  }

  @Test
  void a_record_of_another_type_does_not_keep_a_dead_letter_back() throws Exception {
    held("me:7");
    bench.look.rpush(recordKey, "no hash");
    var failed = Ending.of(id, "me:7", "DLQ:in", id).recording(Map.of("last", "t"));
    assertThat(send(failed)).isEqualTo("done");
    assertThat(bench.list("DLQ:in")).containsExactly(id);
  }

  @Test
  void a_longer_life_never_becomes_a_shorter_one() throws Exception {
    held("me:7");
    bench.setFor("brief", 10, "");
    bench.setFor("lasting", 9000, "");
    String[] expiries = {"brief", "500", "GT", "lasting", "500", "GT", body, "500", "GT"};
    assertThat(send(Ending.of(id, "me:7"), expiries)).isEqualTo("done");
    assertThat(bench.look.ttl("brief")).isBetween(495L, 500L);
    assertThat(bench.look.ttl("lasting")).isBetween(8990L, 9000L);
    assertThat(bench.look.ttl(body)).isEqualTo(-1);
  }

  @Test
  void a_life_is_set_or_ended_as_told() throws Exception {
    held("me:7");
    bench.setFor("lasting", 9000, "");
    String[] expiries = {"lasting", "500", "SET", body, "0", "DEL"};
    assertThat(send(Ending.of(id, "me:7"), expiries)).isEqualTo("done");
    assertThat(bench.look.ttl("lasting")).isBetween(495L, 500L);
    assertThat(bench.look.exists(body)).isZero();
  }

  @Test
  void only_the_document_that_was_stored_ends_not_a_newer_one_that_waits_for_its_turn()
      throws Exception {
    String stored = Keys.sha1(QueueBench.raw(bench.look.get(body)));
    held("me:7");
    bench.look.set("newer", "posted meanwhile");
    String[] expiries = {"newer", "0", "DEL:" + stored, "newer", "5", "SET:" + stored};
    assertThat(send(Ending.of(id, "me:7"), expiries)).isEqualTo("done");
    assertThat(bench.look.get("newer")).isEqualTo("posted meanwhile");
    assertThat(bench.look.ttl("newer")).isEqualTo(-1);
    held("me:7");
    assertThat(send(Ending.of(id, "me:7"), body, "0", "DEL:" + stored)).isEqualTo("done");
    assertThat(bench.look.exists(body)).isZero();
  }

  @Test
  void a_document_that_runs_again_stays_as_it_is() throws Exception {
    held("me:7+");
    bench.setFor("brief", 10, "");
    String[] expiries = {body, "0", "DEL", "brief", "500", "SET"};
    assertThat(send(Ending.of(id, "me:7"), expiries)).isEqualTo("done");
    assertThat(bench.look.ttl(body)).isEqualTo(-1);
    assertThat(bench.look.ttl("brief")).isLessThanOrEqualTo(10);
    held("me:7+");
    assertThat(send(Ending.of(id, "me:7"), "brief", "500", "GT")).isEqualTo("done");
    assertThat(bench.look.ttl("brief")).isGreaterThan(490);
  }

  @Test
  void many_runs_end_in_one_call_and_each_gets_its_own_answer() throws Exception {
    String other = newId();
    String third = newId();
    bench.look.set("broken", "no list");
    bench.look.hset("vcond:{in}:inflight", Map.of(id, "me:1", other, "you:9", third, "me:3+"));
    var arguments = new ArrayList<String>();
    arguments.addAll(
        Ending.of(id, "me:1", "out", id)
            .recording(Map.of("last", "t"))
            .arguments(body, "5", "SET"));
    arguments.addAll(Ending.of(other, "me:2", "out", other).arguments());
    arguments.addAll(Ending.of(third, "me:3", "broken", third).arguments());
    arguments.addAll(Ending.of(third, "me:3", "out", third).arguments());
    arguments.addAll(Ending.of(third, "me:3", "out", third).arguments());
    assertThat(send(arguments))
        .containsExactly(
            "done", "taken", "refused\nbroken\nit is a string, not a list", "done", "gone");
    assertThat(bench.list("out")).containsExactly(id, third);
    assertThat(bench.list("in")).containsExactly(third);
    assertThat(bench.look.hgetall("vcond:{in}:inflight")).isEqualTo(Map.of(other, "you:9"));
    assertThat(bench.record("in", id, "first")).isEqualTo("t");
    assertThat(bench.look.ttl(body)).isBetween(1L, 5L);
  }

  @Test
  void an_id_that_is_no_text_is_pushed_byte_for_byte() throws Exception {
    String odd = "\377\000\n\r\200";
    bench.look.hset("vcond:{in}:inflight", odd, "me:7");
    assertThat(send(Ending.of(odd, "me:7", "DLQ:in", odd))).isEqualTo("done");
    assertThat(bench.list("DLQ:in")).containsExactly(odd);
  }
}
