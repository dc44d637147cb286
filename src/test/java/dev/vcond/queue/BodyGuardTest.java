package dev.vcond.queue;

import static dev.vcond.queue.QueueBench.newId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.event.PipelineEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BodyGuardTest {
  private static final long DAY = 86_400;
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

  private static void sweep(@Nullable Duration expiry) {
    sweep(expiry, bench.lease());
  }

  private static void sweep(@Nullable Duration expiry, Lease lease) {
    bench.look.del("vcond:sweep");
    guard(expiry, lease).run();
  }

  private static BodyGuard guard(@Nullable Duration expiry, Lease lease) {
    return new BodyGuard(
        new Heart.Body(
            bench.redis(), bench.instance, lease, InstantSource.system(), bench.events::add),
        () -> new BodyGuard.Lists(List.of("in"), List.of("pg"), expiry));
  }

  private static String body(long seconds) {
    String id = newId();
    bench.setFor("vcon:" + id, seconds, "{}");
    return id;
  }

  private static long left(String id) {
    return bench.look.ttl("vcon:" + id);
  }

  private static String letter(String ago) {
    String id = body(1_000);
    bench.look.rpush("DLQ:in", id);
    bench.look.hset("vcond:{in}:record:" + id, "last", ago);
    return id;
  }

  @Test
  void a_list_that_begins_to_wait_for_a_storage_is_looked_after_at_once_and_not_all_the_time() {
    var waiting = new HashSet<String>();
    var guard = new WaitingGuard(guard(null, bench.lease()), () -> waiting);
    String queued = body(12);
    bench.look.rpush("in", queued);
    String flying = body(12);
    bench.look.hset("vcond:{in}:inflight", flying, "somebody:1");
    guard.run();
    assertThat(left(queued)).isLessThan(13);
    waiting.add("in");
    guard.run();
    assertThat(left(queued)).isGreaterThan(DAY - 60);
    assertThat(left(flying)).isGreaterThan(DAY - 60);

    String later = body(90);
    bench.look.rpush("in", later);
    guard.run();
    assertThat(left(later)).isLessThan(91);
    waiting.clear();
    guard.run();
    waiting.add("in");
    guard.run();
    assertThat(left(later)).isGreaterThan(DAY - 60);
  }

  @Test
  void bodies_live_while_their_id_waits_anywhere() {
    String queued = body(1_000);
    bench.look.rpush("in", queued, "no uuid");
    String flying = body(1_000);
    bench.look.hset("vcond:{in}:inflight", flying, "somebody:1");
    String dead = body(1_000);
    bench.look.rpush("DLQ:in", dead);
    String owed = body(1_000);
    bench.look.rpush("DLQ:storage:pg", owed);
    String nowhere = body(1_000);
    sweep(null);
    assertThat(List.of(left(queued), left(flying), left(dead), left(owed)))
        .allMatch(left -> left > DAY - 60);
    assertThat(left(nowhere)).isLessThanOrEqualTo(1_000);
  }

  @Test
  void one_that_lives_long_enough_or_for_ever_is_left_alone() {
    String longer = body(2 * DAY);
    String half = body(DAY * 2 / 3);
    String ever = newId();
    bench.look.set("vcon:" + ever, "{}");
    bench.look.rpush("in", longer, half, ever);
    sweep(null);
    assertThat(left(longer)).isGreaterThan(DAY);
    assertThat(left(half)).isLessThanOrEqualTo(DAY * 2 / 3);
    assertThat(left(ever)).isEqualTo(-1);
  }

  @Test
  void a_long_list_is_walked_to_its_head() {
    var ids = new ArrayList<String>();
    for (int i = 0; i < 1_750; i++) {
      ids.add(body(1_000));
    }
    bench.look.rpush("in", ids.toArray(String[]::new));
    sweep(null);
    assertThat(ids).allMatch(id -> left(id) > DAY - 60);
  }

  @Test
  void one_of_all_instances_sweeps_in_a_period() {
    bench.look.rpush("in", body(1_000));
    guard(null, bench.lease()).run();
    String late = body(1_000);
    bench.look.rpush("in", late);
    guard(null, bench.lease()).run();
    assertThat(left(late)).isLessThanOrEqualTo(1_000);
    assertThat(bench.look.pttl("vcond:sweep")).isBetween(1L, 300_000L);
  }

  @Test
  void without_a_lease_nothing_is_touched() {
    String id = body(1_000);
    bench.look.rpush("in", id);
    sweep(null, new Lease(InstantSource.system()));
    assertThat(left(id)).isLessThanOrEqualTo(1_000);
  }

  @Test
  void dead_letters_older_than_their_expiry_go_with_their_record_and_the_young_keep_their_order() {
    Instant now = Instant.now();
    String old = letter(now.minusSeconds(200_000).toString());
    String young = letter(now.minusSeconds(10).toString());
    String older = letter(now.minusSeconds(900_000).toString());
    String younger = letter(now.toString());
    sweep(Duration.ofDays(1));
    assertThat(bench.list("DLQ:in")).containsExactly(young, younger);
    assertThat(bench.look.exists("vcond:{in}:record:" + old, "vcond:{in}:record:" + older))
        .isZero();
    assertThat(bench.look.exists("vcond:{in}:record:" + young)).isEqualTo(1);
    assertThat(bench.events).containsExactly(new PipelineEvent.LettersExpired("in", 2));
    assertThat(left(young)).as("bodies of dead letters are not guarded").isLessThan(1_001);
  }

  @Test
  void the_body_of_an_expired_letter_that_would_live_for_ever_goes_within_a_day() {
    String old = letter(Instant.now().minusSeconds(200_000).toString());
    bench.look.persist("vcon:" + old);
    sweep(Duration.ofDays(1));
    assertThat(left(old)).isBetween(DAY - 60, DAY);
  }

  @Test
  void entries_of_others_go_when_their_body_has_gone() {
    String there = body(1_000);
    bench.look.rpush("DLQ:in", newId(), there, "no uuid");
    sweep(Duration.ofDays(1));
    assertThat(bench.list("DLQ:in")).containsExactly(there, "no uuid");
  }

  @Test
  void thousands_of_old_letters_go_in_one_sweep() {
    Instant old = Instant.now().minusSeconds(200_000);
    for (int i = 0; i < 1_600; i++) {
      letter(old.toString());
    }
    String young = letter(Instant.now().toString());
    sweep(Duration.ofDays(1));
    assertThat(bench.list("DLQ:in")).containsExactly(young);
  }

  @Test
  void an_expiry_of_zero_keeps_dead_letters_for_ever() {
    String old = letter(Instant.now().minusSeconds(200_000).toString());
    sweep(Duration.ZERO);
    assertThat(bench.list("DLQ:in")).containsExactly(old);
    assertThat(left(old)).isGreaterThan(DAY - 60);
  }
}
