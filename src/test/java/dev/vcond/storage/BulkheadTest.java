package dev.vcond.storage;

import static dev.vcond.storage.TestPolicy.policy;
import static dev.vcond.storage.TestStorage.saving;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vcond.event.PipelineEvent;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.time.Watchdog;
import dev.vcond.vcon.Vcon;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The calls of a storage that may run at a time, and code that does not come back. */
class BulkheadTest {
  private static final Duration SHORT = Duration.ofMillis(100);

  private final Watchdog watchdog = new Watchdog();
  private final Vcon vcon = SampleVcon.document().vcon();
  private final List<PipelineEvent> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void close() {
    gate.countDown();
    watchdog.close();
  }

  private StorageWriter writer(TestPolicy policy, Storage storage) {
    return new StorageWriter("disk", storage, policy.build(), watchdog, events::add);
  }

  private FutureTask<WriteOutcome> start(StorageWriter writer) {
    var task = new FutureTask<>(() -> writer.write(SampleVcon.document().vcon()));
    Thread.ofVirtual().start(task);
    return task;
  }

  @Test
  void no_more_calls_run_at_a_time_than_are_allowed() throws Exception {
    var now = new AtomicInteger();
    var most = new AtomicInteger();
    StorageWriter writer =
        writer(
            policy().concurrency(3),
            saving(_ -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              calls.incrementAndGet();
              gate.await();
              now.decrementAndGet();
            }));
    var writes = new ArrayList<FutureTask<WriteOutcome>>();
    for (int i = 0; i < 10; i++) {
      writes.add(start(writer));
    }
    await().until(() -> calls.get() == 3);
    assertThat(writer.idle()).isFalse();
    gate.countDown();
    for (var write : writes) {
      assertThat(write.get(20, TimeUnit.SECONDS)).isInstanceOf(WriteOutcome.Stored.class);
    }
    assertThat(most).hasValue(3);
    await().until(writer::idle);
  }

  @Test
  void a_permit_returns_only_when_the_code_has_returned() throws Exception {
    StorageWriter writer =
        writer(
            policy().concurrency(1).attemptTimeout(SHORT),
            saving(_ -> {
              if (calls.incrementAndGet() == 1) {
                TestStorage.deaf(gate);
              }
            }));
    assertThat(writer.write(vcon))
        .isInstanceOfSatisfying(
            WriteOutcome.Failed.class,
            failed -> assertThat(failed.reason()).contains("no answer within 100 ms"));
    assertThat(writer.idle()).as("the code still runs").isFalse();
    var next = start(writer);
    var waiting = start(writer);
    assertThat(calls).as("nobody else is let in").hasValue(1);
    assertThat(next.isDone() || waiting.isDone()).isFalse();

    gate.countDown();
    assertThat(next.get(20, TimeUnit.SECONDS)).isInstanceOf(WriteOutcome.Stored.class);
    assertThat(waiting.get(20, TimeUnit.SECONDS)).isInstanceOf(WriteOutcome.Stored.class);
    await().until(writer::idle);
  }

  @Test
  void an_attempt_that_takes_too_long_is_told_as_a_time_out() throws Exception {
    writer(policy().attemptTimeout(SHORT), saving(_ -> gate.await())).write(vcon);
    assertThat(events)
        .singleElement()
        .hasFieldOrPropertyWithValue("result", PipelineEvent.Result.TIMEOUT);
  }

  @Test
  void each_attempt_has_the_whole_time() throws Exception {
    StorageWriter writer =
        writer(
            policy().attempts(3).attemptTimeout(SHORT),
            saving(_ -> {
              if (calls.incrementAndGet() < 3) {
                gate.await();
              }
            }));
    assertThat(writer.write(vcon)).isEqualTo(new WriteOutcome.Stored(3));
  }

  @Test
  void a_batching_storage_is_bounded_by_its_groups_and_not_by_the_documents_in_them()
      throws Exception {
    class Batches implements Storage, Batching {
      @Override
      public void save(Vcon one) {
        throw new AssertionError("the engine gathers");
      }

      @Override
      public void saveAll(List<Vcon> group) throws Exception {
        calls.incrementAndGet();
        gate.await();
      }

      @Override
      public void check() {}
    }
    StorageWriter writer = writer(policy().concurrency(1), new Batches());
    var writes = new ArrayList<FutureTask<WriteOutcome>>();
    writes.add(start(writer));
    await().until(() -> calls.get() == 1);
    for (int i = 1; i < 20; i++) {
      writes.add(start(writer));
    }
    await().until(() -> calls.get() == 2);
    assertThat(writer.idle()).isFalse();
    gate.countDown();
    for (var write : writes) {
      assertThat(write.get(20, TimeUnit.SECONDS)).isEqualTo(new WriteOutcome.Stored(1));
    }
    assertThat(calls).hasValueLessThanOrEqualTo(4);
    await().until(writer::idle);
  }
}
