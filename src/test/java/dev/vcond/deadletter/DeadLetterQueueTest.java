package dev.vcond.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vcond.queue.DeadLetterLists;
import dev.vcond.queue.RedisRefusal;
import dev.vcond.testserver.OpenRedis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLetterQueueTest {
  private static OpenRedis server;
  private static DeadLetterQueue queue;
  private Letters letters;

  @BeforeAll
  static void start_redis() {
    server = OpenRedis.start();
    queue = new DeadLetterQueue(new DeadLetterLists(server.redis()));
  }

  @AfterAll
  static void stop_redis() throws Exception {
    server.close();
  }

  @BeforeEach
  void empty_redis() {
    server.commands().flushall();
    letters = new Letters(server.commands());
  }

  private static List<DeadLetterQueue.Letter> read(long offset, long limit) throws Exception {
    var found = new ArrayList<DeadLetterQueue.Letter>();
    queue.read("in", offset, limit, found::add);
    return found;
  }

  @Test
  void a_letter_comes_with_what_its_record_says() throws Exception {
    letters.failed(Letters.id(1), "archive", "storage_failed");

    assertThat(read(0, 10))
        .singleElement()
        .satisfies(letter -> {
          assertThat(letter.position()).isZero();
          assertThat(letter.raw().shown()).isEqualTo(Letters.id(1));
          assertThat(letter.why())
              .contains(
                  new Explanation(
                      "main",
                      "archive",
                      "storage_failed",
                      "archive said no",
                      "2",
                      "2026-08-01T10:00:00Z",
                      "2026-08-02T10:00:00.5Z"));
        });
  }

  @Test
  void what_others_wrote_has_no_explanation() throws Exception {
    letters.bare(List.of(Letters.id(1), Letters.id(2), Letters.id(3)));
    server.commands().set("vcond:{in}:record:" + Letters.id(2), "no hash");
    server.commands().hset("vcond:{in}:record:" + Letters.id(3), Map.of("recoveries", "1"));

    assertThat(read(0, 10)).extracting(DeadLetterQueue.Letter::why).containsOnly(Optional.empty());
  }

  @Test
  void entries_that_are_no_ids_are_shown_safely() throws Exception {
    letters.bare(List.of("\u001b[31mred\n", "a".repeat(1_000_000)));

    assertThat(read(0, 10))
        .extracting(letter -> letter.raw().shown())
        .containsExactly("?[31mred?", "a".repeat(80) + "... (1000000 bytes)");
    assertThat(read(0, 10)).allMatch(letter -> letter.raw().id().isEmpty());
    assertThat(read(1, 1).getFirst().raw().beginning()).isEqualTo("a".repeat(80).getBytes(UTF_8));
  }

  @Test
  void pages_are_bounded_and_in_the_order_of_the_list() throws Exception {
    letters.bare(Letters.ids(0, 1_000));

    assertThat(read(0, 3)).extracting(l -> l.raw().shown()).isEqualTo(Letters.ids(0, 3));
    assertThat(read(990, 600)).extracting(l -> l.raw().shown()).isEqualTo(Letters.ids(990, 1_000));
    assertThat(read(100, 750)).extracting(l -> l.raw().shown()).isEqualTo(Letters.ids(100, 850));
    assertThat(read(250, 250)).hasSize(250);
    assertThat(read(0, Long.MAX_VALUE)).hasSize(1_000);
    assertThat(read(7, Long.MAX_VALUE).getLast().position()).isEqualTo(999);
    assertThat(read(1_000, 10)).isEmpty();
    assertThat(read(0, 0)).isEmpty();
    assertThat(queue.read("in", 0, 0, _ -> {})).isEqualTo(1_000);
  }

  @Test
  void a_short_list_is_summed_up_exactly() throws Exception {
    for (int n = 0; n < 300; n++) {
      letters.failed(Letters.id(n), "archive", "storage_failed");
    }
    letters.failed(Letters.id(301), "document", "not_json");
    letters.bare(List.of("x", "y"));

    DeadLetterQueue.Summary summary = queue.summary("in");

    assertThat(summary.length()).isEqualTo(303);
    assertThat(summary.sampled()).isEqualTo(303);
    assertThat(List.copyOf(summary.causes().entrySet()))
        .containsExactly(
            Map.entry("storage_failed at archive", 300L),
            Map.entry("no record", 2L),
            Map.entry("not_json at document", 1L));
  }

  @Test
  void a_long_list_is_sampled_from_its_head_to_its_tail() throws Exception {
    letters.bare(Letters.ids(0, 20_000));
    letters.record(Letters.id(0), "document", "not_json");
    letters.record(Letters.id(19_999), "archive", "storage_failed");

    DeadLetterQueue.Summary summary = queue.summary("in");

    assertThat(summary.length()).isEqualTo(20_000);
    assertThat(summary.sampled()).isBetween(450L, 500L);
    assertThat(summary.causes()).containsKeys("not_json at document", "storage_failed at archive");
  }

  @Test
  void lists_of_every_length_are_sampled_without_counting_an_entry_twice() throws Exception {
    for (int length : List.of(0, 1, 49, 50, 51, 499, 500, 501, 549, 551)) {
      server.commands().flushall();
      if (length > 0) {
        letters.bare(Letters.ids(0, length));
      }
      assertThat(queue.summary("in").sampled())
          .isBetween((long) Math.min(length, 450), (long) Math.min(length, 500));
    }
  }

  @Test
  void a_list_of_another_type_is_refused_by_name() {
    server.commands().set("DLQ:in", "no list");

    assertThatThrownBy(() -> queue.summary("in"))
        .isInstanceOf(RedisRefusal.class)
        .hasMessage("WRONGTYPE DLQ:in is a string, not a list");
  }

  @Test
  void people_name_the_ingress_list_or_its_dead_letter_list() {
    assertThat(DeadLetterQueue.ingressListOf("in")).isEqualTo("in");
    assertThat(DeadLetterQueue.ingressListOf("DLQ:in")).isEqualTo("in");
    assertThat(DeadLetterQueue.storageOwedBy("storage:disk")).contains("disk");
    assertThat(DeadLetterQueue.storageOwedBy("in")).isEmpty();
  }
}
