package dev.vcond.worker;

import static dev.vcond.storage.TestStorage.reading;
import static dev.vcond.storage.TestStorage.saving;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.event.PipelineEvent;
import dev.vcond.storage.Storage;
import dev.vcond.storage.TestPolicy;
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
    return new Bodies(bench.engine()).find(id);
  }

  private String found() throws Exception {
    return find() instanceof Bodies.Answer.Found(byte[] text) ? new String(text, UTF_8) : "nowhere";
  }

  private String nowhere() throws Exception {
    return find() instanceof Bodies.Answer.Nowhere(String why) ? why : "found";
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
            "vcon:%s is not in Redis; storage disk does not have it; storage hook cannot be read"
                    .formatted(id)
                + " back; storage table could not answer: connection to db:5432 refused");
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
    var bodies = new Bodies(bench.engine());
    redis.commands().configSet("maxmemory", "1");
    assertThat(bodies.find(id)).isInstanceOf(Bodies.Answer.Found.class);
    assertThat(redis.commands().get("vcon:" + id)).isNull();
  }
}
