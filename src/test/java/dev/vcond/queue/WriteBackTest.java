package dev.vcond.queue;

import static dev.vcond.queue.QueueBench.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vcond.queue.Documents.Change;
import dev.vcond.queue.Documents.WriteBack;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WriteBackTest {
  private static final String LINKS = "\n\nid\n0\ntag\n\n";
  private static QueueBench bench;
  private static Documents documents;
  private String id;
  private String key;
  private Delivery delivery;

  @BeforeAll
  static void start() throws Exception {
    bench = new QueueBench();
    documents = new Documents(bench.redis());
  }

  @AfterAll
  static void stop() throws Exception {
    bench.close();
  }

  @BeforeEach
  void claim_one() throws Exception {
    bench.renew();
    id = bench.submit("in");
    key = "vcon:" + id;
    delivery = bench.claimOne("in");
  }

  private Vcon vcon(String text) throws Exception {
    return Vcon.read(VconId.parse(id).orElseThrow(), raw(text));
  }

  private static String sha1(String text) {
    return Keys.sha1(raw(text));
  }

  private WriteBack write(String loaded, String changed) throws Exception {
    var change =
        new Change(vcon(changed), sha1(loaded), Duration.ofMinutes(30), sha1(changed) + LINKS);
    return documents.writeBack(delivery, change);
  }

  private static WriteBack written(String text) {
    return new WriteBack.Written(sha1(text));
  }

  @Test
  void the_loaded_document_is_replaced_together_with_the_checkpoint() throws Exception {
    bench.look.set(key, "{\"a\":1}");
    assertThat(write("{\"a\":1}", "{\"a\":2}")).isEqualTo(written("{\"a\":2}"));
    assertThat(bench.look.get(key)).isEqualTo("{\"a\":2}");
    assertThat(bench.look.ttl(key)).isEqualTo(-1);
    assertThat(bench.look.hgetall("vcond:{in}:record:" + id))
        .isEqualTo(Map.of("checkpoint", sha1("{\"a\":2}") + LINKS));
  }

  @Test
  void its_time_to_live_is_kept() throws Exception {
    bench.setFor(key, 5000, "{\"a\":1}");
    write("{\"a\":1}", "{\"a\":2}");
    assertThat(bench.look.ttl(key)).isBetween(4990L, 5000L);
  }

  @Test
  void a_newer_document_stays_and_nothing_is_recorded() throws Exception {
    bench.look.set(key, "{\"a\":9}");
    assertThat(write("{\"a\":1}", "{\"a\":2}")).isEqualTo(new WriteBack.Changed());
    assertThat(bench.look.get(key)).isEqualTo("{\"a\":9}");
    assertThat(bench.look.exists("vcond:{in}:record:" + id)).isZero();
  }

  @Test
  void a_document_that_vanished_comes_back_with_an_expiry() throws Exception {
    bench.look.del(key);
    assertThat(write("{\"a\":1}", "{\"a\":2}")).isEqualTo(written("{\"a\":2}"));
    assertThat(bench.look.get(key)).isEqualTo("{\"a\":2}");
    assertThat(bench.look.ttl(key)).isBetween(1790L, 1800L);
  }

  @Test
  void repeated_after_a_lost_answer_it_is_written_once_more() throws Exception {
    bench.setFor(key, 5000, "{\"a\":1}");
    write("{\"a\":1}", "{\"a\":2}");
    assertThat(write("{\"a\":1}", "{\"a\":2}")).isEqualTo(written("{\"a\":2}"));
    assertThat(bench.look.ttl(key)).isBetween(4990L, 5000L);
  }

  @Test
  void one_marked_to_run_again_is_still_ours() throws Exception {
    bench.look.hset("vcond:{in}:inflight", id, delivery.claim() + "+");
    bench.look.set(key, "{\"a\":1}");
    assertThat(write("{\"a\":1}", "{\"a\":2}")).isEqualTo(written("{\"a\":2}"));
  }

  @Test
  void what_is_not_ours_is_not_written() throws Exception {
    bench.look.set(key, "{\"a\":1}");
    bench.look.hset("vcond:{in}:inflight", id, "you:1");
    assertThat(write("{\"a\":1}", "{\"a\":2}")).isEqualTo(new WriteBack.Taken());
    bench.look.hdel("vcond:{in}:inflight", id);
    assertThat(write("{\"a\":1}", "{\"a\":2}")).isEqualTo(new WriteBack.Gone());
    assertThat(bench.look.get(key)).isEqualTo("{\"a\":1}");
    assertThat(bench.look.exists("vcond:{in}:record:" + id)).isZero();
  }

  @Test
  void a_checkpoint_that_was_too_long_erases_an_older_one() throws Exception {
    bench.look.set(key, "{\"a\":1}");
    bench.look.hset("vcond:{in}:record:" + id, "checkpoint", "older");
    var change = new Change(vcon("{\"a\":2}"), sha1("{\"a\":1}"), Duration.ofMinutes(30), "");
    documents.writeBack(delivery, change);
    assertThat(bench.record("in", id, "checkpoint")).isEmpty();
  }

  @Test
  void a_record_of_another_type_does_not_undo_what_is_written() throws Exception {
    bench.look.set(key, "{\"a\":1}");
    bench.look.set("vcond:{in}:record:" + id, "no hash");
    assertThat(write("{\"a\":1}", "{\"a\":2}")).isEqualTo(written("{\"a\":2}"));
  }

  @Test
  void trouble_with_our_own_key_is_no_fault_of_the_document() {
    bench.look.set(key, "{\"a\":1}");
    bench.look.del("vcond:{in}:inflight");
    bench.look.set("vcond:{in}:inflight", "no hash");
    assertThatThrownBy(() -> write("{\"a\":1}", "{\"a\":2}"))
        .isInstanceOf(RedisOutage.class)
        .hasMessageContainingAll("vcond:{in}:inflight cannot be used", "WRONGTYPE");
    assertThat(bench.look.get(key)).isEqualTo("{\"a\":1}");
  }

  @Test
  void a_document_of_a_type_nobody_knows_is_refused() {
    bench.look.del(key);
    bench.look.rpush(key, "a");
    assertThatThrownBy(() -> write("{\"a\":1}", "{\"a\":2}")).isInstanceOf(RedisRefusal.class);
    assertThat(bench.list(key)).containsExactly("a");
  }

  private boolean current(String sha1) throws Exception {
    return documents.current(delivery, VconId.parse(id).orElseThrow(), sha1);
  }

  @Test
  void a_newer_document_is_noticed_unless_its_run_follows_on_the_same_list() throws Exception {
    bench.look.set(key, "{\"a\":1}");
    assertThat(current(sha1("{\"a\":1}"))).isTrue();
    assertThat(current(sha1("{\"a\":0}"))).isFalse();
    bench.look.rpush("in", id);
    bench.queue().claim("in", 64, QueueBench.GUARD);
    assertThat(current(sha1("{\"a\":0}"))).as("pushed again").isTrue();
    assertThat(bench.look.exists(key)).isEqualTo(1);
  }

  @Test
  void a_document_that_is_gone_or_too_large_to_hash_counts_as_the_same() throws Exception {
    bench.look.del(key);
    assertThat(current(sha1("{}"))).isTrue();
    bench.look.set(key, "x".repeat(8_000_001));
    assertThat(current(sha1("{}"))).isTrue();
  }
}
