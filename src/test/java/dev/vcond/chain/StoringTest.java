package dev.vcond.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.config.OnFailure;
import dev.vcond.storage.DocumentFault;
import dev.vcond.storage.TestPolicy;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.vcon.Vcon;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a document that some storages did not take. */
class StoringTest {
  private final ChainBench bench = new ChainBench();
  private final Vcon vcon = bench.port.has(SampleVcon.document().vcon());

  @AfterEach
  void close() {
    bench.close();
  }

  private static TestPolicy on(OnFailure answer) {
    return TestPolicy.policy().onFailure(answer);
  }

  private static void fail() throws DocumentFault {
    throw new DocumentFault("too odd");
  }

  @Test
  void every_failed_storage_is_named_with_its_reason_in_the_order_of_the_chain() throws Exception {
    bench
        .storage("table", _ -> fail())
        .storage("disk")
        .storage(
            "bucket",
            _ -> {
              throw new IllegalStateException("away");
            });
    ChainOutcome.Failed failed = bench.failed(vcon);
    assertThat(failed.at().step()).isEqualTo("table,bucket");
    assertThat(failed.at().code()).isEqualTo("storage_failed");
    assertThat(failed.at().text())
        .isEqualTo(
            "storage table (document, attempt 1): too odd;"
                + " storage bucket (transient, attempt 1): away");
    assertThat(failed.checkpoint().orElseThrow().storages()).isEqualTo(Set.of("disk"));
    assertThat(bench.stored).containsOnlyKeys("disk");
  }

  @Test
  void a_deferred_storage_is_owed_and_the_run_completes() throws Exception {
    bench.storage("owed", on(OnFailure.DEFER), _ -> fail()).storage("disk");
    assertThat(bench.completed(vcon).deferred()).containsExactly("owed");
  }

  @Test
  void an_ignored_failure_is_owed_to_nobody() throws Exception {
    bench.storage("spare", on(OnFailure.IGNORE), _ -> fail()).storage("disk");
    assertThat(bench.completed(vcon).deferred()).isEmpty();
  }

  @Test
  void an_error_of_a_storage_is_a_failed_write() throws Exception {
    bench
        .storage(
            "broken",
            _ -> {
              throw new NoClassDefFoundError("com/example/Client");
            })
        .storage("disk");
    assertThat(bench.failed(vcon).at().text()).contains("com/example/Client");
    assertThat(bench.stored).containsOnlyKeys("disk");
  }

  @Test
  void an_interrupt_of_a_storages_own_making_is_a_failed_write_and_no_lost_run() throws Exception {
    bench.storage(
        "odd",
        _ -> {
          throw new InterruptedException("my own timer");
        });
    assertThat(bench.failed(vcon).at().step()).isEqualTo("odd");
  }

  @Test
  void a_chain_without_storages_completes() throws Exception {
    assertThat(bench.completed(vcon).current()).isEqualTo(vcon.id());
  }

  @Test
  void a_defect_of_the_engine_is_a_dead_letter_and_not_a_run_that_nobody_hears_of()
      throws Exception {
    bench.port.brokenWith(new IllegalStateException("a defect"));
    bench.link("one", TestLink.tags("a")).storage("disk");
    FailedAt at = bench.failed(vcon).at();
    assertThat(at.code()).isEqualTo("internal_error");
    assertThat(at.text()).contains("a defect");
  }

  @Test
  void an_attempt_is_not_repeated_when_a_newer_document_is_there() throws Exception {
    var attempts = new AtomicInteger();
    bench.storage(
        "disk",
        TestPolicy.policy().attempts(3),
        _ -> {
          attempts.incrementAndGet();
          bench.port.current = false;
          throw new IOException("not now");
        });
    assertThat(bench.run(vcon)).isEqualTo(new ChainOutcome.Stale());
    assertThat(attempts).hasValue(1);
  }

  @Test
  void a_write_that_took_long_enough_to_be_overtaken_is_looked_at_afterwards() throws Exception {
    bench.storage("disk", _ -> new CountDownLatch(1).await(150, TimeUnit.MILLISECONDS));
    assertThat(bench.run(vcon)).isInstanceOf(ChainOutcome.Completed.class);
    bench.port.current = false;
    assertThat(bench.run(vcon)).isEqualTo(new ChainOutcome.Stale());
  }

  @Test
  void a_quick_write_asks_nobody() throws Exception {
    bench.port.current = false;
    bench.storage("disk");
    assertThat(bench.run(vcon)).isInstanceOf(ChainOutcome.Completed.class);
  }
}
