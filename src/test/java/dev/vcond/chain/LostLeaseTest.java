package dev.vcond.chain;

import static dev.vcond.chain.TestLink.nothing;
import static dev.vcond.chain.TestLink.tags;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.config.EgressOrder;
import dev.vcond.link.LinkResult;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.vcon.Vcon;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A claim that is not ours any more: nothing may follow. */
class LostLeaseTest {
  private final ChainBench bench = new ChainBench();
  private final Vcon vcon = SampleVcon.document().vcon();
  private final Vcon other = SampleVcon.document().vcon();

  @AfterEach
  void close() {
    bench.close();
  }

  private ChainBench everything(ChainBench on) {
    on.port.has(vcon);
    on.port.has(other);
    return on.link("one", tags("a"))
        .link("hook", nothing().showing())
        .link("dear", tags("b").costing())
        .link("swap", TestLink.that(doc -> new LinkResult.Swap(doc, other.id(), List.of())))
        .link("last", tags("c"))
        .egress(EgressOrder.BEFORE_STORAGE, "out")
        .storage("disk");
  }

  @Test
  void a_lease_lost_at_any_point_discards_the_run_and_nothing_more_is_done() throws Exception {
    everything(bench).completed(vcon);
    List<String> all = List.copyOf(bench.steps);
    List<Integer> asked = List.copyOf(bench.port.asked());
    assertThat(all).contains("write back", "load", "egress out", "save disk");
    assertThat(asked).as("asked before every effect").hasSizeGreaterThanOrEqualTo(all.size());
    for (int i = 0; i < asked.size(); i++) {
      try (var again = new ChainBench()) {
        everything(again).port.oursFor(i);
        assertThat(again.run(vcon)).isEqualTo(new ChainOutcome.Discarded());
        assertThat(again.steps).isEqualTo(all.subList(0, asked.get(i)));
      }
    }
  }

  @Test
  void every_effect_is_asked_for_on_its_own() throws Exception {
    everything(bench).completed(vcon);
    for (int step = 0; step < bench.steps.size(); step++) {
      assertThat(bench.port.asked()).as("before " + bench.steps.get(step)).contains(step);
    }
  }

  @Test
  void a_write_back_that_finds_a_newer_document_ends_the_run_as_stale() throws Exception {
    bench.link("one", tags("a")).storage("disk");
    bench.port.has(SampleVcon.document().id(vcon.id()).withBody(8).vcon());
    assertThat(bench.run(vcon)).isEqualTo(new ChainOutcome.Stale());
    assertThat(bench.steps).containsExactly("link one", "write back");
  }

  @Test
  void a_write_back_whose_claim_is_taken_discards_the_run() throws Exception {
    bench.link("one", tags("a")).storage("disk");
    bench.port.answers(new DocumentPort.WriteBack.Taken());
    assertThat(bench.run(vcon)).isEqualTo(new ChainOutcome.Discarded());
    assertThat(bench.steps).containsExactly("link one", "write back");
  }

  @Test
  void a_refused_write_back_fails_with_what_redis_said() throws Exception {
    bench.link("one", tags("a")).storage("disk");
    bench.port.answers(new DocumentPort.WriteBack.Refused("OOM command not allowed"));
    ChainOutcome.Failed failed = bench.failed(vcon);
    assertThat(failed.at().step()).isEqualTo("write_back");
    assertThat(failed.at().code()).isEqualTo("write_back_refused");
    assertThat(failed.at().text()).contains("vcon:" + vcon.id()).contains("OOM command");
    assertThat(failed.checkpoint()).isEmpty();
    assertThat(bench.steps).containsExactly("link one", "write back");
  }

  @Test
  void a_changed_document_that_memory_cannot_hold_twice_is_not_even_made() throws Exception {
    bench.link("one", tags("a")).storage("disk");
    bench.port.lacksMemory(new FailedAt.Document("too_large_for_memory", "a larger heap"));
    assertThat(bench.failed(vcon).at().code()).isEqualTo("too_large_for_memory");
    assertThat(bench.steps).containsExactly("link one");
  }

  @Test
  void a_run_that_was_ended_before_it_began_does_nothing() {
    bench.link("one", tags("a")).storage("disk");
    var over = new Run(_ -> {});
    over.settle(new ChainOutcome.Discarded());
    bench.run(vcon, Optional.empty(), over);
    assertThat(bench.steps).isEmpty();
  }
}
