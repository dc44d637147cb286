package dev.vcond.chain;

import static dev.vcond.chain.TestLink.nothing;
import static dev.vcond.chain.TestLink.tagged;
import static dev.vcond.chain.TestLink.tags;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vcond.event.PipelineEvent;
import dev.vcond.link.LinkResult;
import dev.vcond.storage.TestPolicy;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.vcon.Vcon;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Time-outs end a run from outside, whether or not its code takes notice. */
class ChainTimeoutTest {
  private static final Duration SHORT = Duration.ofMillis(100);

  private final ChainBench bench = new ChainBench();
  private final Vcon vcon = bench.port.has(SampleVcon.document().vcon());
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void close() {
    gate.countDown();
    bench.close();
  }

  /** Code that does not take notice of interrupts. */
  private void deaf() {
    boolean open = false;
    while (!open) {
      try {
        gate.await();
        open = true;
      } catch (InterruptedException _) {
        // Deaf.
      }
    }
  }

  @Test
  void a_link_that_ignores_interrupts_frees_the_slot_and_its_late_answer_has_no_effect()
      throws Exception {
    bench
        .link(
            "deaf",
            SHORT,
            TestLink.that(doc -> {
              deaf();
              return LinkResult.proceed(tagged(doc, "late"));
            }))
        .link("never", nothing())
        .storage("disk");
    ChainBench.Going going = bench.start(vcon);
    FailedAt at = ChainBench.failed(going.outcome()).at();
    assertThat(going.thread().isAlive()).as("the slot is free while the code runs on").isTrue();
    assertThat(at.step()).isEqualTo("deaf");
    assertThat(at.code()).isEqualTo("link_timeout");
    assertThat(at.text()).isEqualTo("link deaf took longer than its timeout of 100 ms");

    gate.countDown();
    going.ended();
    assertThat(bench.steps).containsExactly("link deaf");
    assertThat(bench.port.document(vcon.id()).text()).isEqualTo(vcon.text());
    // The watchdog tells of it after it has freed the slot.
    await()
        .untilAsserted(() ->
            assertThat(bench.events)
                .containsExactly(
                    new PipelineEvent.LinkCalled(
                        "main",
                        "deaf",
                        PipelineEvent.Result.TIMEOUT,
                        SHORT,
                        vcon.id().canonical())));
  }

  @Test
  void a_link_that_heeds_the_interrupt_is_still_a_time_out() throws Exception {
    bench.link(
        "patient",
        SHORT,
        TestLink.that(doc -> {
          gate.await();
          return LinkResult.proceed(doc);
        }));
    assertThat(bench.failed(vcon).at().code()).isEqualTo("link_timeout");
  }

  @Test
  void a_chain_that_takes_too_long_in_its_links_names_the_link() throws Exception {
    bench
        .timeout(SHORT)
        .link("one", tags("a").costing())
        .link(
            "deaf",
            TestLink.that(doc -> {
              deaf();
              return LinkResult.proceed(doc);
            }))
        .storage("disk");
    ChainBench.Going going = bench.start(vcon);
    ChainOutcome.Failed failed = ChainBench.failed(going.outcome());
    assertThat(failed.at().step()).isEqualTo("chain");
    assertThat(failed.inDoubt()).isFalse();
    assertThat(failed.at().code()).isEqualTo("chain_timeout");
    assertThat(failed.at().text())
        .isEqualTo("chain main took longer than its timeout of 100 ms; it was at link deaf");
    assertThat(failed.checkpoint().orElseThrow().links()).containsExactly("one");
    gate.countDown();
    going.ended();
    assertThat(bench.steps).doesNotContain("save disk");
  }

  @Test
  void a_chain_that_takes_too_long_in_its_storages_knows_which_have_the_document()
      throws Exception {
    bench
        .timeout(Duration.ofMillis(400))
        .link("one", tags("a"))
        .storage("disk")
        .storage("hangs", TestPolicy.policy(), _ -> gate.await())
        .storage("table");
    ChainBench.Going going = bench.start(vcon);
    ChainOutcome.Failed failed = ChainBench.failed(going.outcome());
    assertThat(failed.at().text()).endsWith("its links were done, not yet stored in hangs");
    Checkpoint checkpoint = failed.checkpoint().orElseThrow();
    assertThat(checkpoint.storages()).isEqualTo(Set.of("disk", "table"));
    assertThat(checkpoint.links()).containsExactly("one");
    assertThat(checkpoint.sha1()).isEqualTo(bench.port.document(vcon.id()).sha1Hex());
    going.ended();
    assertThat(bench.stored).as("the hanging write was interrupted").doesNotContainKey("hangs");
  }

  @Test
  void a_write_back_without_an_answer_leaves_the_checkpoint_in_redis_alone() throws Exception {
    bench.timeout(SHORT).link("one", tags("a").costing()).storage("disk");
    bench.port.losesAnswers();
    ChainOutcome.Failed failed = bench.failed(vcon);
    assertThat(failed.at().code()).isEqualTo("chain_timeout");
    assertThat(failed.inDoubt()).isTrue();
  }
}
