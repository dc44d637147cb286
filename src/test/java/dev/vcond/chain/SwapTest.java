package dev.vcond.chain;

import static dev.vcond.chain.TestLink.nothing;
import static dev.vcond.chain.TestLink.routes;
import static dev.vcond.chain.TestLink.tagged;
import static dev.vcond.chain.TestLink.tags;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.config.EgressOrder;
import dev.vcond.link.LinkResult;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A link that goes on with another document. */
class SwapTest {
  private final ChainBench bench = new ChainBench();
  private final Vcon popped = bench.port.has(SampleVcon.document().vcon());
  private final Vcon other = bench.port.has(SampleVcon.document().vcon());

  @AfterEach
  void close() {
    bench.close();
  }

  private static TestLink swapsTo(VconId id) {
    return TestLink.that(vcon -> new LinkResult.Swap(vcon, id, List.of()));
  }

  @Test
  void all_that_follows_is_about_the_other_document() throws Exception {
    bench
        .link("swap", swapsTo(other.id()))
        .link("two", tags("b"))
        .storage("disk")
        .egress(EgressOrder.BEFORE_STORAGE, "out");
    ChainOutcome.Completed done = bench.completed(popped);
    assertThat(bench.steps)
        .containsExactly("link swap", "load", "link two", "write back", "egress out", "save disk");
    assertThat(done.current()).isEqualTo(other.id());
    assertThat(bench.stored("disk").id()).isEqualTo(other.id());
    assertThat(bench.port.document(popped.id()).text()).isEqualTo(popped.text());
    assertThat(bench.port.document(other.id()).tags()).containsExactly("b:b");
  }

  @Test
  void a_changed_document_is_written_back_before_it_is_left() throws Exception {
    bench
        .link("one", tags("a"))
        .link("swap", swapsTo(other.id()))
        .link("two", nothing())
        .storage("disk");
    bench.completed(popped);
    assertThat(bench.steps)
        .containsExactly("link one", "link swap", "write back", "load", "link two", "save disk");
    assertThat(bench.port.document(popped.id()).tags()).containsExactly("a:a");
    assertThat(bench.stored("disk").copyBytes()).isEqualTo(other.copyBytes());
  }

  @Test
  void a_crash_after_the_write_back_of_the_left_document_leads_to_the_swap_again()
      throws Exception {
    bench
        .link(
            "swap",
            TestLink.that(vcon -> new LinkResult.Swap(tagged(vcon, "left"), other.id(), List.of())))
        .storage("disk");
    bench.completed(popped);
    var left = Checkpoint.decode(bench.port.checkpoints().getFirst().encode());

    bench.steps.clear();
    bench.run(bench.port.document(popped.id()), left);
    assertThat(bench.steps).containsExactly("link swap", "load", "save disk");
    assertThat(bench.stored("disk").id()).isEqualTo(other.id());
  }

  @Test
  void routes_are_for_the_document_that_their_link_was_given() throws Exception {
    bench
        .link("early", routes("a"))
        .link("swap", TestLink.that(vcon -> new LinkResult.Swap(vcon, other.id(), List.of("b"))))
        .link("late", routes("c"));
    ChainOutcome.Completed done = bench.completed(popped);
    assertThat(done.routes())
        .containsExactly(
            new Route("a", popped.id()), new Route("b", popped.id()), new Route("c", other.id()));
  }

  @Test
  void a_swap_to_a_document_that_is_nowhere_fails_with_what_everybody_said() throws Exception {
    VconId nowhere = SampleVcon.randomId();
    bench.link("swap", swapsTo(nowhere)).storage("disk");
    FailedAt at = bench.failed(popped).at();
    assertThat(at.step()).isEqualTo("swap");
    assertThat(at.code()).isEqualTo("body_missing");
    assertThat(at.text())
        .isEqualTo(
            "link swap swapped to %s: vcon:%s is not in Redis; storage disk does not have it"
                .formatted(nowhere, nowhere));
    assertThat(bench.stored).isEmpty();
  }

  @Test
  void a_swap_to_something_that_is_no_json_fails_at_its_link() throws Exception {
    VconId broken = SampleVcon.randomId();
    bench.port.has(broken, "{\"a\":");
    bench.link("swap", swapsTo(broken)).storage("disk");
    FailedAt at = bench.failed(popped).at();
    assertThat(at.step()).isEqualTo("swap");
    assertThat(at.code()).isEqualTo("not_json");
    assertThat(at.text()).contains(broken.asPopped());
    assertThat(bench.stored).isEmpty();
  }

  @Test
  void after_a_failed_storage_a_later_run_goes_on_with_the_other_document() throws Exception {
    bench
        .link("swap", swapsTo(other.id()))
        .storage("disk")
        .storage(
            "table",
            _ -> {
              throw new IllegalStateException("away");
            });
    var checkpoint = bench.failed(popped).checkpoint();

    bench.anew().link("swap", swapsTo(other.id())).storage("disk").storage("table");
    bench.run(popped, reread(checkpoint));
    assertThat(bench.steps).containsExactly("load", "save table");
    assertThat(bench.stored("table").id()).isEqualTo(other.id());
  }

  @Test
  void a_run_that_fails_again_after_a_swap_keeps_what_was_done_before() throws Exception {
    var checkpoint = checkpointAfterASwap();
    bench
        .anew()
        .link("swap", swapsTo(other.id()))
        .storage(
            "table",
            _ -> {
              throw new IllegalStateException("still away");
            });
    assertThat(ChainBench.failed(bench.run(popped, checkpoint)).checkpoint()).isEqualTo(checkpoint);
    assertThat(bench.steps).containsExactly("load", "save table");
  }

  @Test
  void an_appended_link_that_swaps_brings_the_other_document_everywhere() throws Exception {
    bench
        .egress(EgressOrder.BEFORE_STORAGE, "out")
        .storage("disk")
        .storage(
            "table",
            _ -> {
              throw new IllegalStateException("away");
            });
    var checkpoint = reread(bench.failed(popped).checkpoint());
    bench.anew().link("swap", swapsTo(other.id())).storage("disk").storage("table");
    bench.run(popped, checkpoint);
    assertThat(bench.steps).startsWith("link swap", "load", "egress out");
    assertThat(bench.stored("disk").id()).isEqualTo(other.id());
    assertThat(bench.stored("table").id()).isEqualTo(other.id());
  }

  private static Optional<Checkpoint> reread(Optional<Checkpoint> checkpoint) {
    return checkpoint.map(Checkpoint::encode).flatMap(Checkpoint::decode);
  }

  private Optional<Checkpoint> checkpointAfterASwap() throws Exception {
    bench
        .link("swap", swapsTo(other.id()))
        .storage(
            "table",
            _ -> {
              throw new IllegalStateException("away");
            });
    var checkpoint = reread(bench.failed(popped).checkpoint());
    bench.anew().link("swap", swapsTo(other.id())).storage("table");
    return checkpoint;
  }

  @Test
  void a_corrected_popped_document_is_processed_from_the_start() throws Exception {
    var checkpoint = checkpointAfterASwap();
    Vcon corrected = bench.port.has(SampleVcon.document().id(popped.id()).withBody(8).vcon());
    bench.run(corrected, checkpoint);
    assertThat(bench.steps).containsExactly("link swap", "load", "save table");
  }

  @Test
  void a_corrected_other_document_is_processed_from_the_start() throws Exception {
    var checkpoint = checkpointAfterASwap();
    bench.port.has(SampleVcon.document().id(other.id()).withBody(8).vcon());
    bench.run(popped, checkpoint);
    assertThat(bench.steps).containsExactly("load", "link swap", "load", "save table");
  }

  @Test
  void an_other_document_that_is_no_json_any_more_is_processed_from_the_start() throws Exception {
    var checkpoint = checkpointAfterASwap();
    bench.port.has(other.id(), "not json");
    FailedAt at = ChainBench.failed(bench.run(popped, checkpoint)).at();
    assertThat(bench.steps).containsExactly("load", "link swap", "load");
    assertThat(at.step()).isEqualTo("swap");
  }

  @Test
  void a_swap_back_to_the_popped_document_leaves_a_checkpoint_that_counts() throws Exception {
    bench
        .link("one", tags("a"))
        .link("there", swapsTo(other.id()))
        .link("back", swapsTo(popped.id()))
        .link("two", tags("b"))
        .storage(
            "table",
            _ -> {
              throw new IllegalStateException("away");
            });
    var checkpoint = reread(bench.failed(popped).checkpoint());
    bench.steps.clear();
    bench.run(bench.port.document(popped.id()), checkpoint);
    assertThat(bench.steps).containsExactly("save table");
  }
}
