package dev.vcond.queue;

import static dev.vcond.queue.QueueBench.raw;
import static dev.vcond.queue.QueueBench.shown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.queue.Documents.Change;
import dev.vcond.queue.Documents.WriteBack;
import dev.vcond.testserver.RedisJsonProxy;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Documents that a module of Redis keeps, spelled its own way: with a blank at the end. */
class RedisJsonTest {
  private static final String LINKS = "\n\nid\n0\ntag\n\n";
  private static QueueBench bench;
  private static RedisJsonProxy module;
  private static Documents documents;
  private VconId id;
  private String key;
  private Delivery delivery;

  @BeforeAll
  static void start() throws Exception {
    bench = new QueueBench();
    module = new RedisJsonProxy(bench.server.port());
    bench.connect(module.url(), Timings.PRODUCTION);
    documents = new Documents(bench.redis());
  }

  @AfterAll
  static void stop() throws Exception {
    bench.close();
    module.close();
  }

  @BeforeEach
  void claim_one() throws Exception {
    bench.renew();
    id = VconId.parse(bench.submit("in")).orElseThrow();
    key = "vcon:" + id;
    bench.look.del(key);
    bench.look.hset(key, "json", "{\"a\":1} ");
    delivery = bench.claimOne("in");
  }

  private WriteBack write(String loaded, String changed) throws Exception {
    String sha1 = Keys.sha1(raw(loaded));
    Vcon vcon = Vcon.read(id, raw(changed));
    return documents.writeBack(
        delivery, new Change(vcon, sha1, Duration.ofMinutes(30), vcon.sha1Hex() + LINKS));
  }

  private static WriteBack written(String text) {
    return new WriteBack.Written(Keys.sha1(raw(text)));
  }

  private String json() {
    return bench.look.hget(key, "json");
  }

  @Test
  void it_is_no_string_and_is_read_by_asking_for_its_type() throws Exception {
    assertThat(delivery.bodyLength()).isEqualTo(-1);
    assertThat(documents.readStrings(List.of(id)).getFirst()).isEmpty();
    assertThat(shown(documents.read(id).orElseThrow())).isEqualTo("{\"a\":1} ");
  }

  @Test
  void a_missing_one_and_a_string_are_still_told_apart() throws Exception {
    bench.look.del(key);
    assertThat(documents.read(id)).isEmpty();
    bench.look.set(key, "{}");
    assertThat(shown(documents.read(id).orElseThrow())).isEqualTo("{}");
  }

  @Test
  void it_is_written_back_as_what_it_was_and_told_how_it_is_spelled() throws Exception {
    assertThat(write("{\"a\":1} ", "{\"a\":2}")).isEqualTo(written("{\"a\":2} "));
    assertThat(json()).isEqualTo("{\"a\":2} ");
    assertThat(bench.record("in", id.asPopped(), "checkpoint"))
        .isEqualTo(Keys.sha1(raw("{\"a\":2} ")) + LINKS);
    assertThat(bench.look.ttl(key)).isEqualTo(-1);
  }

  @Test
  void its_time_to_live_outlives_the_new_key() throws Exception {
    bench.look.expire(key, 5000);
    write("{\"a\":1} ", "{\"a\":2}");
    assertThat(bench.look.ttl(key)).isBetween(4990L, 5000L);
  }

  @Test
  void a_newer_document_stays() throws Exception {
    assertThat(write("{\"a\":0} ", "{\"a\":2}")).isEqualTo(new WriteBack.Changed());
    assertThat(json()).isEqualTo("{\"a\":1} ");
    assertThat(bench.look.exists("vcond:{in}:record:" + id)).isZero();
  }

  @Test
  void a_second_write_compares_with_how_the_first_one_is_spelled() throws Exception {
    write("{\"a\":1} ", "{\"a\":2}");
    assertThat(write("{\"a\":2} ", "{\"a\":3}")).isEqualTo(written("{\"a\":3} "));
  }

  @Test
  void repeated_after_a_lost_answer_it_is_written_once_more() throws Exception {
    write("{\"a\":1} ", "{\"a\":2}");
    assertThat(write("{\"a\":1} ", "{\"a\":2}")).isEqualTo(written("{\"a\":2} "));
    assertThat(bench.record("in", id.asPopped(), "checkpoint"))
        .startsWith(Keys.sha1(raw("{\"a\":2} ")));
  }

  @Test
  void what_was_written_by_somebody_else_after_ours_is_not_taken_for_ours() throws Exception {
    write("{\"a\":1} ", "{\"a\":2}");
    bench.look.hset(key, "json", "{\"a\":7} ");
    assertThat(write("{\"a\":1} ", "{\"a\":2}")).isEqualTo(new WriteBack.Changed());
    assertThat(json()).isEqualTo("{\"a\":7} ");
  }

  @Test
  void one_that_vanished_comes_back_as_a_string() throws Exception {
    bench.look.del(key);
    assertThat(write("{\"a\":1} ", "{\"a\":2}")).isEqualTo(written("{\"a\":2}"));
    assertThat(bench.look.get(key)).isEqualTo("{\"a\":2}");
  }
}
