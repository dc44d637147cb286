package dev.vcond.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vcond.testserver.OpenRedis;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueueCountsTest {
  private static OpenRedis server;
  private static RedisCommands<String, String> redis;
  private static QueueCounts counts;

  @BeforeAll
  static void start_redis() {
    server = OpenRedis.start();
    redis = server.commands();
    counts = new QueueCounts(server.redis());
  }

  @AfterAll
  static void stop_redis() throws Exception {
    server.close();
  }

  @BeforeEach
  void empty_redis() {
    redis.flushall();
  }

  @Test
  void a_list_is_counted_with_what_is_in_flight_and_dead() throws Exception {
    redis.rpush("in", "a", "b", "c");
    redis.hset("vcond:{in}:inflight", Map.of("d", "x:1", "e", "x:2"));
    redis.rpush("DLQ:in", "f");
    assertThat(counts.read(List.of("in", "nothing")))
        .containsExactly(
            Map.entry("in", new QueueCounts.Counts(3, 2, 1, List.of())),
            Map.entry("nothing", new QueueCounts.Counts(0, 0, 0, List.of())));
  }

  @Test
  void a_key_of_another_type_is_flagged_and_the_others_are_counted() throws Exception {
    redis.set("broken", "no list");
    redis.set("DLQ:in", "no list");
    redis.rpush("in", "a");
    Map<String, QueueCounts.Counts> read = counts.read(List.of("broken", "in"));
    assertThat(read)
        .hasEntrySatisfying(
            "in",
            in -> {
              assertThat(in.waiting()).isEqualTo(1);
              assertThat(in.deadLetters()).isEqualTo(QueueCounts.REFUSED);
              assertThat(in.refusals()).singleElement().asString().startsWith("DLQ:in: WRONGTYPE");
            })
        .hasEntrySatisfying(
            "broken",
            broken -> {
              assertThat(broken.waiting()).isEqualTo(QueueCounts.REFUSED);
              assertThat(broken.refusals()).hasSize(1);
            });
  }

  @Test
  void a_thousand_lists_are_counted_in_one_call() throws Exception {
    List<String> lists = IntStream.range(0, 1000).mapToObj(i -> "l" + i).toList();
    redis.rpush("l999", "a");
    assertThat(counts.read(lists))
        .hasSize(1000)
        .containsEntry("l0", new QueueCounts.Counts(0, 0, 0, List.of()))
        .containsEntry("l999", new QueueCounts.Counts(1, 0, 0, List.of()));
  }

  @Test
  void what_is_owed_to_storages_is_counted() throws Exception {
    redis.rpush("DLQ:storage:disk", "a", "b");
    redis.set("DLQ:storage:odd", "no list");
    assertThat(counts.readOwed(List.of("disk", "odd", "none")))
        .isEqualTo(Map.of("disk", 2L, "odd", QueueCounts.REFUSED, "none", 0L));
  }

  @Test
  void known_lists_are_the_configured_ones_and_those_ever_claimed_from() throws Exception {
    redis.sadd("vcond:lists", Set.of("zulu", "alpha", "main").toArray(String[]::new));
    assertThat(counts.known(List.of("main", "café")))
        .containsExactly("main", "café", "alpha", "zulu");
  }

  @Test
  void a_broken_set_of_lists_is_named() {
    redis.set("vcond:lists", "no set");
    assertThatThrownBy(() -> counts.known(List.of("main")))
        .isInstanceOf(RedisRefusal.class)
        .hasMessageStartingWith("vcond:lists: WRONGTYPE");
  }
}
