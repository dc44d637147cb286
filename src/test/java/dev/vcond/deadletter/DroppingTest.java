package dev.vcond.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.queue.DeadLetterLists;
import dev.vcond.queue.Rounds;
import dev.vcond.queue.Rounds.Fate;
import dev.vcond.testserver.OpenRedis;
import io.lettuce.core.ScriptOutputType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DroppingTest {
  private static final Selection NOT_JSON = Selection.ofReason("not_json");

  private static OpenRedis server;
  private Letters letters;
  private Clearing clearing;

  @BeforeAll
  static void start_redis() {
    server = OpenRedis.start();
  }

  @AfterAll
  static void stop_redis() throws Exception {
    server.close();
  }

  @BeforeEach
  void empty_redis() {
    server.commands().flushall();
    letters = new Letters(server.commands());
    clearing =
        new Clearing(
            new DeadLetterLists(server.redis()),
            new Rounds(server.redis(), "test"),
            Clearing.Manner.usual());
  }

  private Clearing.Report drop(Selection which) throws InterruptedException {
    return clearing.bulk(new Clearing.Order("in", Fate.DROP, which));
  }

  private static boolean recorded(String name) {
    return server.commands().exists("vcond:{in}:record:" + name) == 1;
  }

  @Test
  void an_id_goes_with_its_record_and_the_document_stays() throws Exception {
    letters.failed(Letters.id(1), "document", "not_json");
    letters.failed(Letters.id(2), "document", "not_json");
    server.commands().set("vcon:" + Letters.id(1), "{}");

    assertThat(clearing.ids("in", Fate.DROP, List.of(Letters.id(1), "nowhere")))
        .isEqualTo(new Clearing.Report(1, 1, 1, List.of("nowhere"), new Clearing.End.Complete()));

    assertThat(letters.dead()).containsExactly(Letters.id(2));
    assertThat(letters.waiting()).isEmpty();
    assertThat(recorded(Letters.id(1))).isFalse();
    assertThat(recorded(Letters.id(2))).isTrue();
    assertThat(server.commands().get("vcon:" + Letters.id(1))).isEqualTo("{}");
  }

  @Test
  void what_fits_goes_with_its_records_and_the_rest_keeps_its_order() throws Exception {
    List<String> rest = new ArrayList<>();
    for (int n = 0; n < 2_000; n++) {
      letters.failed(Letters.id(n), "document", n % 3 == 0 ? "not_json" : "body_missing");
      if (n % 3 != 0) {
        rest.add(Letters.id(n));
      }
    }

    assertThat(drop(NOT_JSON).taken()).isEqualTo(667);

    assertThat(letters.dead()).isEqualTo(rest);
    assertThat(server.commands().keys("vcond:{in}:record:*")).hasSize(rest.size());
    assertThat(server.commands().keys("vcond:{in}:round*")).isEmpty();
  }

  @Test
  void an_id_that_is_there_twice_goes_twice() throws Exception {
    letters.failed(Letters.id(0), "document", "not_json");
    letters.bare(Letters.ids(10, 1_000));
    letters.bare(List.of(Letters.id(0), Letters.id(5_000)));

    assertThat(drop(NOT_JSON).taken()).isEqualTo(2);

    assertThat(letters.dead()).hasSize(991).doesNotContain(Letters.id(0));
  }

  @Test
  void the_record_of_an_id_that_runs_again_is_that_runs() throws Exception {
    for (int n = 1; n <= 2; n++) {
      letters.failed(Letters.id(n), "document", "not_json");
      server.commands().hset("vcond:{in}:inflight", Letters.id(n), "host-1-a:7");
    }

    clearing.ids("in", Fate.DROP, List.of(Letters.id(1)));
    drop(Selection.ALL);

    assertThat(letters.dead()).isEmpty();
    assertThat(recorded(Letters.id(1))).isTrue();
    assertThat(recorded(Letters.id(2))).isTrue();
  }

  @Test
  void entries_that_others_wrote_can_be_dropped_alone() throws Exception {
    String long_one = "no id ".repeat(1_000);
    letters.bare(List.of(Letters.id(1), "no id", long_one, long_one + "else"));
    letters.failed(Letters.id(2), "document", "not_json");

    assertThat(drop(Selection.ofReason(Selection.NO_RECORD)).taken()).isEqualTo(4);

    assertThat(letters.dead()).containsExactly(Letters.id(2));
  }

  @Test
  void the_record_of_an_entry_that_is_no_id_goes_too() throws Exception {
    letters.bare(List.of("no id"));
    String sha1 = server.commands().eval("return redis.sha1hex('no id')", ScriptOutputType.VALUE);
    letters.record("sha1:" + sha1, "document", "invalid_id");

    assertThat(drop(Selection.ofReason("invalid_id")).taken()).isEqualTo(1);
    assertThat(recorded("sha1:" + sha1)).isFalse();
  }

  @Test
  void only_what_was_agreed_to_is_dropped() throws Exception {
    for (int n = 0; n < 10; n++) {
      letters.failed(Letters.id(n), "document", "not_json");
    }

    clearing.bulk(new Clearing.Order("in", Fate.DROP, NOT_JSON, Long.MAX_VALUE, 6));

    assertThat(letters.dead()).isEqualTo(Letters.ids(6, 10));
  }

  @Test
  void many_ids_go_in_one_round_and_those_that_are_not_there_are_named() throws Exception {
    letters.bare(Letters.ids(0, 1_000));
    letters.bare(List.of(Letters.id(3), "no id ".repeat(100)));
    letters.record(Letters.id(3), "document", "not_json");
    var named = new ArrayList<>(Letters.ids(0, 20));
    named.addAll(List.of("no id ".repeat(100), "nowhere", Letters.id(3)));

    assertThat(clearing.ids("in", Fate.DROP, named))
        .isEqualTo(
            new Clearing.Report(22, 1_002, 1_002, List.of("nowhere"), new Clearing.End.Complete()));

    assertThat(letters.dead()).isEqualTo(Letters.ids(20, 1_000));
    assertThat(recorded(Letters.id(3))).isFalse();
  }

  @Test
  void owed_writes_are_given_up_with_their_records() throws Exception {
    server.commands().rpush("DLQ:storage:disk", Letters.id(1), Letters.id(2));
    for (int n = 1; n <= 2; n++) {
      server.commands().hset("vcond:{DLQ:storage:disk}:record:" + Letters.id(n), "origin", "in");
    }

    assertThat(clearing.ids("storage:disk", Fate.DROP, List.of(Letters.id(1))).taken())
        .isEqualTo(1);
    assertThat(clearing.bulk(new Clearing.Order("storage:disk", Fate.DROP, Selection.ALL)).taken())
        .isEqualTo(1);

    assertThat(server.commands().keys("*")).isEmpty();
  }
}
