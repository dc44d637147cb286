package dev.vcond.chain;

import static dev.vcond.chain.TestLink.nothing;
import static dev.vcond.chain.TestLink.tagged;
import static dev.vcond.chain.TestLink.tags;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.event.PipelineEvent;
import dev.vcond.link.LinkResult;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.vcon.Vcon;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What links may throw or answer besides what they should. */
class LinkFailureTest {
  private final ChainBench bench = new ChainBench();
  private final Vcon vcon = bench.port.has(SampleVcon.document().vcon());

  @AfterEach
  void close() {
    bench.close();
  }

  private FailedAt failsAtLink(TestLink broken) throws Exception {
    bench.link("one", tags("a")).link("bad", broken).link("never", nothing()).storage("disk");
    ChainOutcome.Failed failed = bench.failed(vcon);
    assertThat(bench.steps).as("nothing happens after it").containsExactly("link one", "link bad");
    assertThat(failed.at().step()).isEqualTo("bad");
    assertThat(failed.checkpoint()).isEmpty();
    assertThat(bench.events)
        .filteredOn(PipelineEvent.LinkCalled.class::isInstance)
        .last()
        .hasFieldOrPropertyWithValue("result", PipelineEvent.Result.ERROR);
    return failed.at();
  }

  private static TestLink throwing(Exception thrown) {
    return TestLink.that(_ -> {
      throw thrown;
    });
  }

  private static TestLink throwing(Error thrown) {
    return TestLink.that(_ -> {
      throw thrown;
    });
  }

  @Test
  void an_exception_is_the_reason() throws Exception {
    FailedAt at = failsAtLink(throwing(new IOException("the model is asleep")));
    assertThat(at.code()).isEqualTo("link_failed");
    assertThat(at.text()).isEqualTo("link bad: the model is asleep");
  }

  @Test
  void an_exception_without_words_is_named() throws Exception {
    assertThat(failsAtLink(throwing(new IOException())).text()).contains("java.io.IOException");
  }

  private static int endless(int depth) {
    return depth < 0 ? 0 : endless(depth + 1) + 1;
  }

  @Test
  void a_stack_overflow_is_the_links_failure() throws Exception {
    FailedAt at = failsAtLink(TestLink.that(doc -> LinkResult.halt(doc, "" + endless(0))));
    assertThat(at.code()).isEqualTo("link_failed");
    assertThat(at.text()).contains("StackOverflowError");
  }

  @Test
  void a_missing_class_is_the_links_failure() throws Exception {
    FailedAt at = failsAtLink(throwing(new NoClassDefFoundError("com/example/Model")));
    assertThat(at.code()).isEqualTo("link_failed");
    assertThat(at.text()).contains("NoClassDefFoundError").contains("com/example/Model");
  }

  @Test
  @SuppressWarnings("NullAway") // a link of somebody who has no such checker
  void an_answer_of_null_is_the_links_failure() throws Exception {
    @Nullable LinkResult none = null;
    FailedAt at = failsAtLink(TestLink.that(_ -> none));
    assertThat(at.code()).isEqualTo("link_failed");
    assertThat(at.text()).isEqualTo("link bad: it answered null");
  }

  @Test
  @SuppressWarnings("NullAway") // as above
  void an_answer_without_a_document_is_the_links_failure() throws Exception {
    @Nullable Vcon none = null;
    FailedAt at = failsAtLink(TestLink.that(_ -> LinkResult.proceed(none)));
    assertThat(at.code()).isEqualTo("link_failed");
    assertThat(at.text()).contains("needs the document");
  }

  @Test
  void an_answer_with_another_document_is_the_links_failure() throws Exception {
    Vcon other = SampleVcon.document().vcon();
    FailedAt at = failsAtLink(TestLink.that(_ -> LinkResult.proceed(other)));
    assertThat(at.text())
        .contains(other.id().asPopped())
        .contains(vcon.id().asPopped())
        .contains("swaps");
  }

  @Test
  void an_interrupt_of_the_links_own_making_is_its_failure_and_no_lost_run() throws Exception {
    FailedAt at = failsAtLink(throwing(new InterruptedException("my own timer")));
    assertThat(at.code()).isEqualTo("link_failed");
    assertThat(at.text()).contains("my own timer");
  }

  @Test
  void an_interrupt_that_a_link_leaves_behind_stops_nothing() throws Exception {
    bench
        .link(
            "careless",
            TestLink.that(doc -> {
              Thread.currentThread().interrupt();
              return LinkResult.proceed(doc);
            }))
        .storage("disk");
    bench.completed(vcon);
    assertThat(bench.stored).containsKey("disk");
  }

  private Vcon signed() {
    return bench.port.has(
        SampleVcon.read(
            SampleVcon.randomId(),
            "{\"payload\":  \"e30\", \"signatures\": [{\"protected\": \"e30\", \"signature\":"
                + " \"AA\"}]}"));
  }

  @Test
  void who_wants_to_change_a_signed_document_fails_with_a_code_of_its_own() throws Exception {
    bench.link("bad", TestLink.that(doc -> LinkResult.proceed(tagged(doc, "x")))).storage("disk");
    FailedAt at = bench.failed(signed()).at();
    assertThat(at.code()).isEqualTo("signed");
    assertThat(at.text()).contains("signed (JWS)");
  }

  @Test
  void a_signed_document_that_nobody_changes_passes_untouched() throws Exception {
    Vcon signed = signed();
    bench.normalizeAlways().link("one", nothing()).storage("disk");
    bench.completed(signed);
    assertThat(bench.stored("disk").copyBytes()).isEqualTo(signed.copyBytes());
  }

  @Test
  void what_finished_before_a_failure_is_kept_only_if_it_was_written_back() throws Exception {
    bench
        .link("dear", tags("a").costing())
        .link("two", tags("b"))
        .link("bad", throwing(new IOException("no")));
    Optional<Checkpoint> checkpoint = bench.failed(vcon).checkpoint();
    assertThat(checkpoint).isPresent();
    assertThat(checkpoint.get().links()).containsExactly("dear");
    assertThat(checkpoint.get().sha1()).isEqualTo(bench.port.document(vcon.id()).sha1Hex());
  }
}
