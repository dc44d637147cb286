package dev.vcond.chain;

import static dev.vcond.chain.TestLink.nothing;
import static dev.vcond.chain.TestLink.routes;
import static dev.vcond.chain.TestLink.tagged;
import static dev.vcond.chain.TestLink.tags;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.vcond.config.EgressOrder;
import dev.vcond.event.PipelineEvent;
import dev.vcond.link.LinkResult;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.vcon.Vcon;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The good way of one document, and the ways on which a link ends it early. */
class ChainPassTest {
  private final ChainBench bench = new ChainBench();
  private Vcon vcon = SampleVcon.document().vcon();

  @BeforeEach
  void put_the_document() {
    vcon = bench.port.has(vcon);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void links_run_in_order_on_one_document_and_then_the_storages() throws Exception {
    bench.link("one", tags("a")).link("two", tags("b")).storage("disk");
    bench.completed(vcon);
    assertThat(bench.steps).containsExactly("link one", "link two", "write back", "save disk");
    assertThat(bench.stored("disk").tags()).containsExactly("a:a", "b:b");
  }

  @Test
  void a_document_that_no_link_changed_is_stored_as_it_came() throws Exception {
    bench.link("one", nothing()).storage("disk");
    ChainOutcome.Completed done = bench.completed(vcon);
    assertThat(done.current()).isEqualTo(vcon.id());
    assertThat(bench.steps).containsExactly("link one", "save disk");
    assertThat(bench.stored("disk").copyBytes()).isEqualTo(vcon.copyBytes());
    assertThat(bench.port.checkpoints()).isEmpty();
  }

  @Test
  void nothing_is_hashed_on_the_way_of_an_unchanged_document() throws Exception {
    bench.link("one", nothing()).storage("disk");
    try (var hashes = CountedSha1.start()) {
      bench.completed(vcon);
      assertThat(hashes.count()).isZero();
      bench.link("two", tags("b"));
      bench.completed(vcon);
      assertThat(hashes.count()).as("that they are counted").isPositive();
    }
  }

  @Test
  void a_changed_document_is_written_back_once_and_redis_has_what_is_stored() throws Exception {
    bench.link("one", tags("a")).link("two", nothing()).storage("disk").storage("table");
    bench.completed(vcon);
    assertThat(bench.steps.subList(0, 3)).containsExactly("link one", "link two", "write back");
    assertThat(bench.steps.subList(3, 5)).containsExactlyInAnyOrder("save disk", "save table");
    assertThat(bench.port.document(vcon.id()).text()).isEqualTo(bench.stored("disk").text());
    assertThat(bench.port.lastCheckpoint().links()).containsExactly("one", "two");
    assertThat(bench.events).contains(new PipelineEvent.WrittenBack("main"));
  }

  @Test
  void a_link_that_shows_the_id_is_called_after_the_write_back_of_earlier_changes()
      throws Exception {
    bench.link("one", tags("a")).link("hook", nothing().showing()).storage("disk");
    bench.completed(vcon);
    assertThat(bench.steps).containsExactly("link one", "write back", "link hook", "save disk");
    assertThat(bench.port.lastCheckpoint().links()).containsExactly("one");
  }

  @Test
  void a_link_that_shows_the_id_of_an_unchanged_document_needs_no_write_back() throws Exception {
    bench.link("hook", nothing().showing()).link("dear", nothing().costing()).storage("disk");
    bench.completed(vcon);
    assertThat(bench.steps).containsExactly("link hook", "link dear", "note", "save disk");
  }

  @Test
  void what_a_costly_link_did_is_written_back_at_once_with_the_link_as_finished() throws Exception {
    bench.link("dear", tags("a").costing()).link("two", nothing()).storage("disk");
    bench.completed(vcon);
    assertThat(bench.steps).containsExactly("link dear", "write back", "link two", "save disk");
    assertThat(bench.port.lastCheckpoint().links()).containsExactly("dear");
  }

  @Test
  void what_a_costly_link_did_without_a_change_is_noted_and_not_done_again() throws Exception {
    var calls = new AtomicInteger();
    TestLink dear =
        TestLink.that(
                doc -> {
                  calls.incrementAndGet();
                  return LinkResult.proceed(doc);
                })
            .costing();
    bench
        .link("dear", dear)
        .link(
            "two",
            TestLink.that(doc -> {
              if (calls.get() == 1) {
                calls.incrementAndGet();
                throw new IOException("not today");
              }
              return LinkResult.proceed(doc);
            }))
        .storage("disk");
    ChainOutcome.Failed failed = bench.failed(vcon);
    assertThat(bench.steps).containsExactly("link dear", "note", "link two");
    assertThat(failed.checkpoint()).contains(bench.port.lastCheckpoint());
    assertThat(bench.port.lastCheckpoint().links()).containsExactly("dear");

    bench.run(vcon, Checkpoint.decode(bench.port.lastCheckpoint().encode()));
    assertThat(bench.steps).endsWith("link two", "link two", "save disk");
    assertThat(calls).hasValue(2);
    assertThat(bench.stored("disk").copyBytes()).isEqualTo(vcon.copyBytes());
  }

  @Test
  void a_note_of_a_claim_that_is_taken_discards_the_run() throws Exception {
    bench.port.answers(new DocumentPort.WriteBack.Taken());
    bench.link("dear", nothing().costing()).link("never", nothing()).storage("disk");
    assertThat(bench.run(vcon)).isEqualTo(new ChainOutcome.Discarded());
    assertThat(bench.steps).containsExactly("link dear", "note");
  }

  @Test
  void a_halt_ends_the_run_without_storage_or_egress_and_keeps_the_routes() throws Exception {
    bench
        .link("router", routes("vip", "all"))
        .link(
            "sampler",
            TestLink.that(doc -> new LinkResult.Halt(doc, "not in the sample", List.of("rest"))))
        .link("never", nothing())
        .storage("disk")
        .egress(EgressOrder.BEFORE_STORAGE, "out");
    var halted = (ChainOutcome.Halted) bench.run(vcon);
    assertThat(bench.steps).containsExactly("link router", "link sampler");
    assertThat(halted.link()).isEqualTo("sampler");
    assertThat(halted.reason()).isEqualTo("not in the sample");
    assertThat(halted.code()).isEqualTo("halted");
    assertThat(halted.routes())
        .containsExactly(
            new Route("vip", vcon.id()), new Route("all", vcon.id()), new Route("rest", vcon.id()));
  }

  @Test
  void a_change_is_written_back_when_a_link_halts_and_a_crash_then_leads_to_that_link_again()
      throws Exception {
    bench
        .link("one", tags("a"))
        .link("sampler", TestLink.that(doc -> LinkResult.halt(tagged(doc, "b"), "enough")))
        .link("two", nothing())
        .storage("disk");
    bench.run(vcon);
    assertThat(bench.steps).containsExactly("link one", "link sampler", "write back");
    Vcon inRedis = bench.port.document(vcon.id());
    assertThat(inRedis.tags()).containsExactly("a:a", "b:b");

    // As if the process had died before the halt was acknowledged.
    bench.steps.clear();
    ChainOutcome again =
        bench.run(inRedis, Checkpoint.decode(bench.port.lastCheckpoint().encode()));
    assertThat(again).isInstanceOf(ChainOutcome.Halted.class);
    assertThat(bench.steps).containsExactly("link sampler");
  }

  @Test
  void normalizing_always_writes_back_what_the_write_rules_change_and_nothing_else()
      throws Exception {
    bench.normalizeAlways().storage("disk");
    bench.completed(vcon);
    assertThat(bench.steps).containsExactly("save disk");

    bench.steps.clear();
    Vcon old = bench.port.has(SampleVcon.document().with("vcon", "\"0.0.1\"").vcon());
    bench.completed(old);
    assertThat(bench.steps).containsExactly("write back", "save disk");
    assertThat(bench.stored("disk").text()).contains("\"vcon\":\"0.4.0\"");
    assertThat(bench.port.document(old.id()).text()).isEqualTo(bench.stored("disk").text());
  }

  @Test
  void each_call_of_a_link_is_told_with_its_ending() throws Exception {
    bench.link("one", nothing()).link("two", TestLink.that(doc -> LinkResult.halt(doc, "enough")));
    bench.run(vcon);
    assertThat(bench.events)
        .filteredOn(PipelineEvent.LinkCalled.class::isInstance)
        .extracting("link", "result")
        .containsExactly(
            tuple("one", PipelineEvent.Result.OK), tuple("two", PipelineEvent.Result.HALT));
  }
}
