package dev.vcond.worker;

import static dev.vcond.storage.TestStorage.reading;
import static dev.vcond.storage.TestStorage.saving;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vcond.chain.ChainOutcome;
import dev.vcond.chain.Run;
import dev.vcond.event.PipelineEvent;
import dev.vcond.queue.Delivery;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.testserver.OpenRedis;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One delivery, from the entry on the list to its outcome. */
class ProcessorTest {
  private final MemoryBudget memory = new MemoryBudget(1 << 20);

  @SuppressWarnings("NullAway.Init")
  private static OpenRedis redis;

  private final List<Vcon> stored = new CopyOnWriteArrayList<>();

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
    bench = new WorkerBench(redis).storage("disk", saving(stored::add));
  }

  @AfterEach
  void close() throws Exception {
    redis.commands().configSet("min-replicas-to-write", "0");
    bench.close();
  }

  private ChainOutcome process(Engine engine) throws Exception {
    Delivery delivery = WorkerBench.claim(engine, "in").getFirst();
    List<ChainOutcome> outcomes = new CopyOnWriteArrayList<>();
    new Processor(engine, bench.chain(), memory)
        .process(delivery, Optional.empty(), new Run(outcomes::add));
    assertThat(outcomes).hasSize(1);
    return outcomes.getFirst();
  }

  @Test
  void a_document_read_by_itself_counts_while_it_is_in_work_and_no_longer() throws Exception {
    bench.submit();
    var during = new CopyOnWriteArrayList<Long>();
    bench.storage("looking", saving(_ -> during.add(memory.reserved())));
    assertThat(process()).isInstanceOf(ChainOutcome.Completed.class);
    assertThat(during).singleElement().matches(reserved -> reserved > 0);
    assertThat(memory.reserved()).isZero();
  }

  private ChainOutcome process() throws Exception {
    return process(bench.engine());
  }

  private void fails(String code, String... words) throws Exception {
    assertThat(process())
        .isInstanceOfSatisfying(
            ChainOutcome.Failed.class,
            failed -> {
              assertThat(failed.at().code()).isEqualTo(code);
              assertThat(failed.at().text()).contains(words);
            });
    assertThat(stored).isEmpty();
  }

  @Test
  void a_document_arrives_as_it_was_posted() throws Exception {
    bench.submit();
    assertThat(process()).isInstanceOf(ChainOutcome.Completed.class);
    assertThat(stored).hasSize(1);
  }

  @Test
  void an_entry_that_is_no_uuid_is_shown_and_nothing_else() throws Exception {
    redis.commands().rpush("in", "../../etc/passwd");
    fails("invalid_id", "../../etc/passwd");
  }

  @Test
  void what_is_no_json_is_said_with_its_place() throws Exception {
    VconId id = SampleVcon.randomId();
    redis.commands().set("vcon:" + id, "{\"a\":");
    redis.commands().rpush("in", id.asPopped());
    fails("not_json", id.asPopped());
  }

  @Test
  void a_document_of_another_uuid_is_refused_and_both_are_named() throws Exception {
    VconId id = SampleVcon.randomId();
    Vcon other = SampleVcon.document().vcon();
    redis.commands().set("vcon:" + id, other.text());
    redis.commands().rpush("in", id.asPopped());
    fails("uuid_mismatch", id.asPopped(), other.id().asPopped());
  }

  @Test
  void a_document_of_another_uuid_can_be_accepted_under_the_popped_one() throws Exception {
    bench.config(Settings.of("worker: {on_uuid_mismatch: store}"));
    VconId id = SampleVcon.randomId();
    redis.commands().set("vcon:" + id, SampleVcon.document().json());
    redis.commands().rpush("in", id.asPopped());
    assertThat(process()).isInstanceOf(ChainOutcome.Completed.class);
    assertThat(stored.getFirst().id()).isEqualTo(id);
  }

  @Test
  void a_document_that_is_nowhere_names_who_was_asked() throws Exception {
    VconId id = SampleVcon.randomId();
    bench.reader("table", reading(_ -> Optional.empty()));
    redis.commands().rpush("in", id.asPopped());
    fails("body_missing", "vcon:" + id + " is not in Redis", "storage table does not have it");
  }

  @Test
  void a_key_of_another_type_is_said_in_the_words_of_redis() throws Exception {
    VconId id = SampleVcon.randomId();
    redis.commands().hset("vcon:" + id, "a", "b");
    redis.commands().rpush("in", id.asPopped());
    fails("body_unreadable", "vcon:" + id + " cannot be read", "WRONGTYPE");
  }

  @Test
  void an_outage_gives_the_id_back_and_counts_for_nothing() throws Exception {
    VconId id = SampleVcon.randomId();
    // Reading works, putting back does not: a Redis that lost its replicas.
    bench.reader("table", reading(_ -> Optional.of(new byte[] {'{', '}'})));
    redis.commands().rpush("in", id.asPopped());
    Engine engine = bench.engine();
    Delivery delivery = WorkerBench.claim(engine, "in").getFirst();
    redis.commands().configSet("min-replicas-to-write", "1");
    List<ChainOutcome> outcomes = new CopyOnWriteArrayList<>();
    new Processor(engine, bench.chain(), memory)
        .process(delivery, Optional.empty(), new Run(outcomes::add));
    assertThat(outcomes).containsExactly(new ChainOutcome.Discarded());
    redis.commands().configSet("min-replicas-to-write", "0");
    await().untilAsserted(() -> assertThat(bench.list("in")).containsExactly(id.asPopped()));
    assertThat(redis.commands().hlen("vcond:{in}:inflight")).isZero();
    assertThat(redis.commands().exists("vcond:{in}:record:" + id)).isZero();
  }

  @Test
  void a_defect_is_a_dead_letter_and_not_an_id_that_nobody_hears_of() throws Exception {
    VconId id = SampleVcon.randomId();
    bench
        .failOn(PipelineEvent.Restored.class)
        .reader("table", reading(_ -> Optional.of(new byte[] {'{', '}'})));
    redis.commands().rpush("in", id.asPopped());
    fails("internal_error", "a defect");
  }
}
