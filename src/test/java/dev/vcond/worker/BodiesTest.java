package dev.vcond.worker;

import static dev.vcond.storage.TestStorage.reading;
import static dev.vcond.storage.TestStorage.saving;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.chain.Chain;
import dev.vcond.event.PipelineEvent;
import dev.vcond.storage.ServiceFault;
import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageWriter;
import dev.vcond.storage.TestPolicy;
import dev.vcond.storage.TestStorage;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.testserver.OpenRedis;
import dev.vcond.vcon.VconId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where the text of a document comes from. */
class BodiesTest {
  @SuppressWarnings("NullAway.Init")
  private static OpenRedis redis;

  private final VconId id = SampleVcon.randomId();
  private final List<String> asked = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  private WorkerBench bench;

  @BeforeAll
  static void start() {
    redis = OpenRedis.start();
  }

  @AfterAll
  static void stop() throws Exception {
    redis.close();
  }

  @BeforeEach
  void open() {
    bench = new WorkerBench(redis);
  }

  @AfterEach
  void close() throws Exception {
    redis.commands().configSet("maxmemory", "0");
    bench.close();
  }

  private Storage with(String name, String text) {
    return reading(_ -> {
      asked.add(name);
      return text.isEmpty() ? Optional.empty() : Optional.of(text.getBytes(UTF_8));
    });
  }

  private Storage broken(String message) {
    return reading(_ -> {
      throw new IOException(message);
    });
  }

  private Bodies.Answer find() throws Exception {
    return new Bodies(bench.engine(), bench.chain()).find(id);
  }

  private String found() throws Exception {
    return find() instanceof Bodies.Answer.Found(byte[] text) ? new String(text, UTF_8) : "nowhere";
  }

  private String code() throws Exception {
    return find() instanceof Bodies.Answer.Nowhere(String code, _) ? code : "found";
  }

  private String nowhere() throws Exception {
    return find() instanceof Bodies.Answer.Nowhere(_, String why) ? why : "found";
  }

  @Test
  void what_redis_has_is_taken_and_no_storage_is_asked() throws Exception {
    redis.commands().set("vcon:" + id, "{}");
    bench.reader("disk", with("disk", "{\"other\":1}"));
    assertThat(found()).isEqualTo("{}");
    assertThat(asked).isEmpty();
  }

  @Test
  void storages_are_asked_in_the_order_of_the_file_until_one_has_it() throws Exception {
    bench
        .reader("z", with("z", ""))
        .reader("m", with("m", "{\"from\":\"m\"}"))
        .reader("a", with("a", "{\"from\":\"a\"}"));
    assertThat(found()).isEqualTo("{\"from\":\"m\"}");
    assertThat(asked).containsExactly("z", "m");
    assertThat(bench.events).contains(new PipelineEvent.Restored("m"));
  }

  @Test
  void what_a_storage_had_is_put_back_for_as_long_as_a_posted_document_lives() throws Exception {
    bench
        .config(Settings.of("", Map.of("VCON_REDIS_EXPIRY", "500")))
        .reader("disk", with("disk", "{}"));
    found();
    assertThat(redis.commands().get("vcon:" + id)).isEqualTo("{}");
    assertThat(redis.commands().ttl("vcon:" + id)).isBetween(490L, 500L);
  }

  @Test
  void a_document_that_is_nowhere_comes_with_what_each_storage_said() throws Exception {
    bench
        .reader("disk", with("disk", ""))
        .reader("hook", saving(_ -> {}))
        .reader("table", broken("connection to db:5432 refused"));
    assertThat(nowhere())
        .isEqualTo(
            "vcon:%s is not in Redis; storage table could not answer: connection to db:5432 refused;"
                    .formatted(id)
                + " storage disk does not have it; storage hook cannot be read back");
  }

  @Test
  void a_storage_that_cannot_answer_does_not_keep_the_next_from_being_asked() throws Exception {
    bench
        .reader("table", broken("refused"))
        .reader(
            "plugin",
            reading(_ -> {
              throw new NoClassDefFoundError("com/example/Client");
            }))
        .reader("disk", with("disk", "{}"));
    assertThat(found()).isEqualTo("{}");
  }

  @Test
  void a_long_answer_leaves_room_for_the_others() throws Exception {
    bench.reader("table", broken("x".repeat(5_000))).reader("disk", with("disk", ""));
    assertThat(nowhere()).endsWith("...; storage disk does not have it").hasSizeLessThan(300);
  }

  @Test
  void a_storage_that_hangs_is_given_up() throws Exception {
    var never = new CountDownLatch(1);
    bench.reader(
        "disk",
        TestPolicy.policy().attemptTimeout(Duration.ofMillis(100)),
        reading(_ -> {
          never.await();
          return Optional.empty();
        }));
    assertThat(nowhere()).contains("storage disk could not answer: no answer within 100 ms");
  }

  @Test
  void storages_that_must_not_be_asked_are_not() throws Exception {
    bench.config(Settings.of("", Map.of("VCON_STORAGE_FALLBACK_ENABLED", "false")));
    assertThat(nowhere())
        .contains("is not in Redis")
        .contains("storages are not asked (VCON_STORAGE_FALLBACK_ENABLED is false)");
  }

  @Test
  void a_full_redis_that_does_not_take_it_back_does_not_keep_it_from_being_processed()
      throws Exception {
    bench.reader("disk", with("disk", "{}"));
    var bodies = new Bodies(bench.engine(), bench.chain());
    redis.commands().configSet("maxmemory", "1");
    assertThat(bodies.find(id)).isInstanceOf(Bodies.Answer.Found.class);
    assertThat(redis.commands().get("vcon:" + id)).isNull();
  }

  @Test
  void the_storages_of_the_chain_itself_are_asked_first() throws Exception {
    bench
        .reader("archive", with("archive", "{\"from\":\"archive\"}"))
        .storage("disk", with("disk", "{\"from\":\"disk\"}"));
    assertThat(found()).isEqualTo("{\"from\":\"disk\"}");
    assertThat(asked).containsExactly("disk");
  }

  @Test
  void a_storage_that_is_owed_the_document_is_not_asked_for_it() throws Exception {
    bench
        .reader("table", with("table", "{\"older\":1}"))
        .reader("disk", with("disk", "{\"newer\":1}"));
    Engine engine = bench.engine();
    Chain repaying =
        Chain.repaying((StorageWriter) engine.readers().getFirst(), "DLQ:storage:table", "in");
    assertThat(new Bodies(engine, repaying).find(id)).isInstanceOf(Bodies.Answer.Found.class);
    assertThat(asked).containsExactly("disk");
  }

  @Test
  void a_storage_that_gives_back_a_part_is_never_asked() throws Exception {
    bench.reader(
        "mcp",
        TestStorage.readingInPart(_ -> {
          asked.add("mcp");
          return Optional.of("{}".getBytes(UTF_8));
        }));
    assertThat(nowhere()).endsWith("storage mcp gives back only a part, which is not the document");
    assertThat(code()).isEqualTo("body_missing");
    assertThat(asked).isEmpty();
    assertThat(redis.commands().exists("vcon:" + id)).isZero();
  }

  @Test
  void it_is_missing_only_if_every_storage_that_could_have_it_said_so() throws Exception {
    bench.reader("disk", with("disk", "")).reader("hook", saving(_ -> {}));
    assertThat(code()).isEqualTo("body_missing");
    bench.reader("table", broken("connection refused"));
    assertThat(code()).isEqualTo("body_unavailable");
    assertThat(nowhere()).contains("storage table could not answer: connection refused");
  }

  @Test
  void a_storage_that_could_not_answer_is_asked_again_as_its_policy_says() throws Exception {
    var calls = new AtomicInteger();
    bench
        .reader(
            "table",
            TestPolicy.policy().attempts(3),
            reading(_ -> {
              if (calls.incrementAndGet() < 3) {
                throw new IOException("connection reset");
              }
              return Optional.of("{\"from\":\"table\"}".getBytes(UTF_8));
            }))
        .reader("disk", with("disk", ""));
    assertThat(found()).isEqualTo("{\"from\":\"table\"}");
    assertThat(calls).hasValue(3);
    assertThat(asked).as("nobody else is asked twice").containsExactly("disk");
  }

  @Test
  void nobody_is_asked_again_if_the_next_storage_has_it() throws Exception {
    var calls = new AtomicInteger();
    bench
        .reader(
            "table",
            TestPolicy.policy().attempts(3),
            reading(_ -> {
              calls.incrementAndGet();
              throw new IOException("connection reset");
            }))
        .reader("disk", with("disk", "{}"));
    assertThat(found()).isEqualTo("{}");
    assertThat(calls).hasValue(1);
  }

  @Test
  void a_storage_that_is_not_set_up_right_is_not_asked_again() throws Exception {
    var calls = new AtomicInteger();
    bench.reader(
        "bucket",
        TestPolicy.policy().attempts(3),
        reading(_ -> {
          calls.incrementAndGet();
          throw new ServiceFault("there is no such bucket");
        }));
    assertThat(code()).isEqualTo("body_unavailable");
    assertThat(calls).hasValue(1);
  }

  @Test
  void the_document_of_another_id_is_not_put_back_and_the_next_storage_is_asked() throws Exception {
    VconId other = SampleVcon.randomId();
    bench.reader("disk", with("disk", "{\"uuid\":\"%s\"}".formatted(other)));
    assertThat(nowhere()).endsWith("storage disk answered with a document that says uuid " + other);
    assertThat(code()).isEqualTo("uuid_mismatch");
    assertThat(redis.commands().exists("vcon:" + id)).isZero();

    bench.reader("archive", with("archive", "{\"uuid\":\"%s\"}".formatted(id)));
    assertThat(found()).contains(id.asPopped());
  }

  @Test
  void the_document_of_another_id_counts_where_the_popped_id_does() throws Exception {
    bench
        .config(Settings.of("worker: {on_uuid_mismatch: store}"))
        .reader("disk", with("disk", "{\"uuid\":\"%s\"}".formatted(SampleVcon.randomId())));
    assertThat(find()).isInstanceOf(Bodies.Answer.Found.class);
  }

  @Test
  void what_is_no_document_is_not_put_back() throws Exception {
    bench.reader("disk", with("disk", "<html>"));
    assertThat(nowhere()).contains("storage disk answered with what is no document: ");
    assertThat(code()).isEqualTo("not_json");
    assertThat(redis.commands().exists("vcon:" + id)).isZero();
  }
}
