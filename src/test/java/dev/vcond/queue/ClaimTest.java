package dev.vcond.queue;

import static dev.vcond.queue.QueueBench.GUARD;
import static dev.vcond.queue.QueueBench.newId;
import static dev.vcond.queue.QueueBench.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimTest {
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

  private static List<Delivery> claim(int most) throws Exception {
    return bench.queue().claim("in", most, GUARD).deliveries();
  }

  private static List<String> ids(List<Delivery> deliveries) {
    return deliveries.stream().map(delivery -> shown(delivery.rawId())).toList();
  }

  @Test
  void ids_come_from_the_head_in_order_and_no_more_than_asked_for() throws Exception {
    List<String> ids = List.of(bench.submit("in"), bench.submit("in"), bench.submit("in"));
    assertThat(ids(claim(2))).isEqualTo(ids.subList(0, 2));
    assertThat(bench.list("in")).containsExactly(ids.get(2));
    assertThat(bench.look.hgetall("vcond:{in}:inflight"))
        .isEqualTo(Map.of(ids.get(0), "host-1-abcd:1", ids.get(1), "host-1-abcd:2"));
  }

  @Test
  void long_entries_come_a_few_at_a_time() throws Exception {
    String id = bench.submit("in");
    List<String> entries =
        List.of("a".repeat(600_000), "b".repeat(600_000), "c".repeat(2_000_000), "d");
    bench.look.rpush("in", entries.toArray(String[]::new));
    assertThat(ids(claim(64))).containsExactly(id, entries.getFirst());
    assertThat(ids(claim(64))).containsExactly(entries.get(1));
    assertThat(ids(claim(64))).containsExactly(entries.get(2));
    assertThat(ids(claim(64))).containsExactly("d");
    assertThat(bench.held("in", "d")).isEqualTo("host-1-abcd:193");
  }

  @Test
  void a_claim_number_is_never_used_twice() throws Exception {
    bench.submit("in");
    claim(64);
    String next = bench.submit("in");
    assertThat(claim(64).getFirst().claim()).isEqualTo("host-1-abcd:65");
    assertThat(bench.held("in", next)).isEqualTo("host-1-abcd:65");
    assertThat(bench.queue().nextClaimNumber()).isEqualTo(129);
  }

  @Test
  void an_empty_list_gives_nothing() throws Exception {
    assertThat(bench.queue().claim("in", 64, GUARD).nothing()).isTrue();
    assertThat(bench.look.exists("vcond:{in}:inflight")).isZero();
  }

  @Test
  void an_id_that_runs_already_is_marked_once_and_taken_off_the_list() throws Exception {
    String running = bench.submit("in");
    claim(1);
    bench.look.rpush("in", running, running);
    String other = bench.submit("in");
    bench.look.rpush("in", running);

    IngressQueue.Claimed claimed = bench.queue().claim("in", 64, GUARD);
    assertThat(ids(claimed.deliveries())).containsExactly(other);
    assertThat(claimed.marked()).isEqualTo(3);
    assertThat(claimed.nothing()).isFalse();
    assertThat(bench.held("in", running)).isEqualTo("host-1-abcd:1+");
    assertThat(bench.list("in")).isEmpty();
  }

  @Test
  void an_id_that_runs_in_another_instance_is_marked_there() throws Exception {
    String running = newId();
    bench.look.hset("vcond:{in}:inflight", running, "elsewhere-7-ffff:3");
    bench.look.rpush("in", running);
    assertThat(claim(1)).isEmpty();
    assertThat(bench.held("in", running)).isEqualTo("elsewhere-7-ffff:3+");
  }

  @Test
  void the_same_id_three_times_in_one_claim_is_one_delivery_and_runs_once_more() throws Exception {
    String id = bench.submit("in");
    bench.look.rpush("in", id, id);
    IngressQueue.Claimed claimed = bench.queue().claim("in", 64, GUARD);
    assertThat(claimed.deliveries()).hasSize(1);
    assertThat(claimed.marked()).isEqualTo(2);
    assertThat(bench.held("in", id)).isEqualTo("host-1-abcd:1+");
  }

  @Test
  void without_the_own_heartbeat_nothing_is_claimed() {
    String id = bench.submit("in");
    bench.look.del("vcond:{in}:heartbeat:host-1-abcd");
    assertThatThrownBy(() -> claim(64))
        .isInstanceOf(RedisOutage.class)
        .hasMessageContaining("heartbeat");
    assertThat(bench.list("in")).containsExactly(id);
    assertThat(bench.look.exists("vcond:{in}:inflight")).isZero();
  }

  @Test
  void without_a_lease_redis_is_not_even_asked() throws Exception {
    bench.submit("in");
    var expired = new Lease(InstantSource.system());
    var queue = new IngressQueue(bench.redis(), bench.instance, expired);
    assertThatThrownBy(() -> queue.claim("in", 64, GUARD)).isInstanceOf(RedisOutage.class);
    assertThat(bench.list("in")).hasSize(1);
  }

  @Test
  void ids_that_were_claimed_while_the_lease_lapsed_are_not_begun() {
    String id = bench.submit("in");
    long now = InstantSource.system().millis();
    var looks = new AtomicInteger();
    // It holds when the claim is sent and is over when the answer is there.
    var lease =
        new Lease(() -> Instant.ofEpochMilli(now + 60_000L * (looks.getAndIncrement() / 2)));
    lease.renewed(System.nanoTime(), now);
    var queue = new IngressQueue(bench.redis(), bench.instance, lease);
    assertThatThrownBy(() -> queue.claim("in", 64, GUARD))
        .isInstanceOf(RedisOutage.class)
        .hasMessageContaining("lapsed");
    assertThat(bench.held("in", id)).as("for the self-check to find").isNotNull();
    assertThat(queue.holdings().size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../etc/passwd",
        "",
        "\377\376\000\200",
        "1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed\n",
        "\n1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4be",
        "1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4be\000",
        "1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4beg",
        "{1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed}"
      })
  void what_is_no_uuid_is_claimed_unchanged_and_touches_no_document(String entry) throws Exception {
    bench.setFor("vcon:" + entry, 50, "{}");
    bench.look.rpush("in", entry);
    String sha1 = Keys.sha1(QueueBench.raw(entry));
    bench.look.hset("vcond:{in}:record:sha1:" + sha1, "attempts", "4");

    Delivery claimed = claim(1).getFirst();
    assertThat(claimed.rawId()).isEqualTo(QueueBench.raw(entry));
    assertThat(claimed.id()).isEmpty();
    assertThat(claimed.bodyLength()).isEqualTo(-2);
    assertThat(claimed.record()).isEqualTo(Map.of("attempts", "4"));
    assertThat(bench.held("in", entry)).isEqualTo("host-1-abcd:1");
    assertThat(bench.look.ttl("vcon:" + entry)).isLessThanOrEqualTo(50);
  }

  @Test
  void an_entry_of_ten_megabytes_is_claimed_like_any_other() throws Exception {
    String huge = "x".repeat(10_000_000);
    bench.look.rpush("in", huge);
    Delivery claimed = claim(1).getFirst();
    assertThat(claimed.rawId()).hasSize(10_000_000);
    assertThat(claimed.shown()).hasSizeLessThan(120).endsWith("... (10000000 bytes)");
    assertThat(Keys.record("in", claimed.rawId())).hasSizeLessThan(80);
    assertThat(bench.list("in")).isEmpty();
  }

  @Test
  void an_id_in_upper_case_is_a_uuid_whose_document_has_its_very_key() throws Exception {
    String id = newId().toUpperCase(Locale.ROOT);
    bench.look.set("vcon:" + id, "12345");
    bench.look.rpush("in", id);
    Delivery claimed = claim(1).getFirst();
    assertThat(claimed.id().orElseThrow().asPopped()).isEqualTo(id);
    assertThat(claimed.bodyLength()).isEqualTo(5);
  }

  @Test
  void the_record_of_earlier_trouble_comes_along() throws Exception {
    String id = bench.submit("in");
    bench.look.hset("vcond:{in}:record:" + id, Map.of("recoveries", "2", "checkpoint", "a\nb\t"));
    assertThat(claim(1).getFirst().record())
        .isEqualTo(Map.of("recoveries", "2", "checkpoint", "a\nb\t"));
  }

  @Test
  void a_claimed_document_lives_at_least_as_long_as_the_guard() throws Exception {
    String brief = bench.submit("in");
    String lasting = bench.submit("in");
    String eternal = bench.submit("in");
    bench.look.expire("vcon:" + brief, 100);
    bench.look.expire("vcon:" + lasting, 50_000);
    bench.queue().claim("in", 64, Duration.ofMinutes(20));
    assertThat(bench.look.ttl("vcon:" + brief)).isBetween(1195L, 1200L);
    assertThat(bench.look.ttl("vcon:" + lasting)).isBetween(49_990L, 50_000L);
    assertThat(bench.look.ttl("vcon:" + eternal)).isEqualTo(-1);
  }

  @Test
  void a_document_that_is_no_string_and_one_that_is_missing_are_told_apart() throws Exception {
    String hash = bench.submit("in");
    String missing = bench.submit("in");
    bench.look.del("vcon:" + hash, "vcon:" + missing);
    bench.look.hset("vcon:" + hash, "json", "{}");
    assertThat(claim(64).stream().map(Delivery::bodyLength)).containsExactly(-1L, 0L);
  }

  @Test
  void a_list_of_another_type_is_refused_in_redis_words() {
    bench.look.set("in", "no list");
    assertThatThrownBy(() -> claim(64))
        .isInstanceOf(RedisRefusal.class)
        .hasMessageStartingWith("WRONGTYPE");
  }

  @Test
  void an_in_flight_key_of_another_type_leaves_the_list_alone() {
    String id = bench.submit("in");
    bench.look.set("vcond:{in}:inflight", "no hash");
    assertThatThrownBy(() -> claim(64)).isInstanceOf(RedisRefusal.class);
    assertThat(bench.list("in")).containsExactly(id);
  }

  @Test
  void a_record_of_another_type_is_no_record() throws Exception {
    String id = bench.submit("in");
    bench.look.set("vcond:{in}:record:" + id, "no hash");
    assertThat(claim(1).getFirst().record()).isEmpty();
  }
}
