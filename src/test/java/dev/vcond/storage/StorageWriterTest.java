package dev.vcond.storage;

import static dev.vcond.storage.TestPolicy.policy;
import static dev.vcond.storage.TestStorage.saving;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vcond.config.EgressFormat;
import dev.vcond.config.OnOversize;
import dev.vcond.config.RetryConfig;
import dev.vcond.event.PipelineEvent;
import dev.vcond.event.PipelineEvent.Result;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.time.Watchdog;
import dev.vcond.vcon.EgressFormat0_0_1;
import dev.vcond.vcon.Vcon;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One storage behind its policy. */
class StorageWriterTest {
  private final Watchdog watchdog = new Watchdog();
  private final Vcon vcon = SampleVcon.document().vcon();
  private final List<Vcon> saved = new CopyOnWriteArrayList<>();
  private final List<PipelineEvent> events = new CopyOnWriteArrayList<>();
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void close() {
    gate.countDown();
    watchdog.close();
  }

  private StorageWriter writer(TestPolicy policy, TestStorage.Save save) {
    TestStorage.Save noting =
        document -> {
          saved.add(document);
          save.save(document);
        };
    return new StorageWriter("disk", saving(noting), policy.build(), watchdog, events::add);
  }

  private WriteOutcome.Failed fails(TestPolicy policy, TestStorage.Save save) throws Exception {
    WriteOutcome outcome = writer(policy, save).write(vcon);
    assertThat(outcome).isInstanceOf(WriteOutcome.Failed.class);
    return (WriteOutcome.Failed) outcome;
  }

  private List<Result> results() {
    return events.stream()
        .filter(PipelineEvent.StorageWritten.class::isInstance)
        .map(event -> ((PipelineEvent.StorageWritten) event).result())
        .toList();
  }

  @Test
  void a_document_that_is_taken_at_once_is_written_once() throws Exception {
    assertThat(writer(policy().attempts(3), _ -> {}).write(vcon))
        .isEqualTo(new WriteOutcome.Stored(1));
    assertThat(saved).containsExactly(vcon);
    assertThat(results()).containsExactly(Result.OK);
  }

  @Test
  void no_attempt_is_made_for_a_document_that_is_not_wanted_any_more() {
    StorageWriter writer =
        writer(
            policy().attempts(3),
            _ -> {
              throw new IOException("connection refused");
            });
    assertThatThrownBy(() -> writer.write(vcon, saved::isEmpty))
        .isInstanceOf(InterruptedException.class);
    assertThat(saved).hasSize(1);
    assertThat(results()).isEmpty();
  }

  @Test
  void a_transient_failure_is_tried_three_times_in_all() throws Exception {
    WriteOutcome.Failed failed =
        fails(
            policy().attempts(3),
            _ -> {
              throw new IOException("connection refused");
            });
    assertThat(saved).hasSize(3);
    assertThat(failed)
        .isEqualTo(
            new WriteOutcome.Failed(
                FaultClass.TRANSIENT,
                "storage disk (transient, attempt 3): connection refused",
                3));
    assertThat(events)
        .filteredOn(PipelineEvent.StorageRetried.class::isInstance)
        .containsExactly(
            new PipelineEvent.StorageRetried("disk", "transient"),
            new PipelineEvent.StorageRetried("disk", "transient"));
    assertThat(results()).containsExactly(Result.ERROR);
  }

  @Test
  void a_failure_that_passes_is_no_failure() throws Exception {
    WriteOutcome outcome =
        writer(
                policy().attempts(3),
                _ -> {
                  if (saved.size() == 1) {
                    throw new IOException("busy");
                  }
                })
            .write(vcon);
    assertThat(outcome).isEqualTo(new WriteOutcome.Stored(2));
    assertThat(results()).containsExactly(Result.OK);
  }

  @Test
  void a_document_that_is_refused_is_not_offered_again() throws Exception {
    WriteOutcome.Failed failed =
        fails(
            policy().attempts(3),
            _ -> {
              throw new DocumentFault("too odd");
            });
    assertThat(saved).hasSize(1);
    assertThat(failed.fault()).isEqualTo(FaultClass.DOCUMENT);
    assertThat(failed.reason()).isEqualTo("storage disk (document, attempt 1): too odd");
  }

  @Test
  void a_service_that_is_not_usable_is_not_asked_again() throws Exception {
    // Its probe fails as well: a second save would otherwise be the trial after a good one.
    Storage unusable =
        TestStorage.away(document -> {
          saved.add(document);
          throw new ServiceFault("wrong password");
        });
    try (var writer =
        new StorageWriter("disk", unusable, policy().attempts(3).build(), watchdog, events::add)) {
      assertThat(writer.write(vcon))
          .isEqualTo(
              new WriteOutcome.Away("storage disk (service, attempt 1): wrong password", true, 1));
      assertThat(writer.write(vcon)).isInstanceOf(WriteOutcome.Away.class);
    }
    assertThat(saved).hasSize(1);
    assertThat(results()).containsExactly(Result.ERROR, Result.AWAY);
  }

  @Test
  void the_wait_that_a_service_asks_for_counts_and_not_the_configured_one() throws Exception {
    Duration hour = Duration.ofHours(1);
    var slow = new RetryConfig(2, hour, 1, hour, 0);
    WriteOutcome outcome =
        writer(
                policy().retry(slow),
                _ -> {
                  if (saved.size() == 1) {
                    throw new TransientFault("later", Duration.ofMillis(20), null);
                  }
                })
            .write(vcon);
    assertThat(outcome).isEqualTo(new WriteOutcome.Stored(2));
  }

  @Test
  void an_error_of_an_adapter_is_a_failed_write() throws Exception {
    WriteOutcome.Failed failed =
        fails(
            policy(),
            _ -> {
              throw new NoClassDefFoundError("com/example/Client");
            });
    assertThat(failed.reason()).contains("NoClassDefFoundError: com/example/Client");
  }

  @Test
  void no_memory_left_is_a_failed_write() throws Exception {
    assertThat(
            fails(
                    policy(),
                    _ -> {
                      throw new OutOfMemoryError("Java heap space");
                    })
                .reason())
        .contains("OutOfMemoryError: Java heap space");
  }

  @Test
  void an_exception_without_words_is_named() throws Exception {
    assertThat(
            fails(
                    policy(),
                    _ -> {
                      throw new IOException();
                    })
                .reason())
        .endsWith("IOException");
  }

  @Test
  void an_interrupt_of_the_adapters_own_making_is_a_transient_failure() throws Exception {
    WriteOutcome.Failed failed =
        fails(
            policy().attempts(2),
            _ -> {
              throw new InterruptedException();
            });
    assertThat(saved).as("tried again").hasSize(2);
    assertThat(failed.reason()).contains("interrupted by somebody else");
  }

  private record Writing(FutureTask<WriteOutcome> task, Thread thread) {
    void interrupted() throws Exception {
      thread.interrupt();
      assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
      assertThat(task)
          .failsWithin(Duration.ZERO)
          .withThrowableOfType(ExecutionException.class)
          .withCauseInstanceOf(InterruptedException.class);
    }
  }

  private Writing start(StorageWriter writer) {
    var task = new FutureTask<>(() -> writer.write(vcon));
    return new Writing(task, Thread.ofVirtual().start(task));
  }

  @Test
  void an_interrupt_during_the_wait_between_attempts_ends_the_write() throws Exception {
    StorageWriter writer =
        writer(
            policy().retry(TestPolicy.retry(3, Duration.ofSeconds(5), 0)),
            _ -> {
              throw new IOException("busy");
            });
    Writing writing = start(writer);
    await().until(() -> events.size() == 1);
    writing.interrupted();
    assertThat(saved).hasSize(1);
    assertThat(results()).as("nothing came to an end").isEmpty();
  }

  @Test
  void an_interrupt_during_an_attempt_reaches_the_adapter() throws Exception {
    var left = new CountDownLatch(1);
    StorageWriter writer =
        writer(
            policy(),
            _ -> {
              try {
                gate.await();
              } finally {
                left.countDown();
              }
            });
    Writing writing = start(writer);
    await().until(() -> saved.size() == 1);
    writing.interrupted();
    assertThat(left.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_larger_document_is_stored_all_the_same_and_told_of() throws Exception {
    writer(policy().maxSize(vcon.size() - 1, OnOversize.WARN), _ -> {}).write(vcon);
    assertThat(saved).hasSize(1);
    assertThat(events).contains(new PipelineEvent.Oversize("disk"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"WARN", "REJECT"})
  void a_document_of_exactly_the_largest_size_is_not_too_large(OnOversize answer) throws Exception {
    writer(policy().maxSize(vcon.size(), answer), _ -> {}).write(vcon);
    assertThat(saved).hasSize(1);
    assertThat(events).doesNotContain(new PipelineEvent.Oversize("disk"));
  }

  @Test
  void a_larger_document_can_be_rejected_without_a_call() throws Exception {
    WriteOutcome.Failed failed =
        fails(policy().attempts(3).maxSize(vcon.size() - 1, OnOversize.REJECT), _ -> {});
    assertThat(saved).isEmpty();
    assertThat(failed.fault()).isEqualTo(FaultClass.DOCUMENT);
    assertThat(failed.reason())
        .contains("the document has " + vcon.size() + " bytes")
        .contains("max_size");
  }

  @Test
  void a_storage_can_have_the_old_format() throws Exception {
    writer(policy().format(EgressFormat.V0_0_1), _ -> {}).write(vcon);
    assertThat(saved.getFirst().copyBytes()).isEqualTo(EgressFormat0_0_1.convert(vcon));
    assertThat(saved.getFirst().text()).contains("\"vcon\":\"0.0.1\"");
  }

  @Test
  void a_storage_has_the_document_itself_otherwise() throws Exception {
    writer(policy(), _ -> {}).write(vcon);
    assertThat(saved.getFirst()).isSameAs(vcon);
  }
}
