package dev.vcond.storage;

import static dev.vcond.storage.TestStorage.saving;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vcond.testkit.SampleVcon;
import dev.vcond.time.Watchdog;
import dev.vcond.vcon.Vcon;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParallelWriterTest {
  private final Watchdog watchdog = new Watchdog();
  private final Vcon vcon = SampleVcon.document().vcon();
  private final List<StorageWriter> writers = new ArrayList<>();
  private final Map<String, WriteOutcome> heard = new ConcurrentHashMap<>();
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void close() {
    gate.countDown();
    watchdog.close();
  }

  private ParallelWriterTest to(String name, TestStorage.Save save) {
    writers.add(
        new StorageWriter(name, saving(save), TestPolicy.policy().build(), watchdog, _ -> {}));
    return this;
  }

  private record Writing(FutureTask<Map<String, WriteOutcome>> task, Thread thread) {}

  private Writing write(ParallelWriter.Progress progress) {
    var task =
        new FutureTask<Map<String, WriteOutcome>>(
            () -> new ParallelWriter().write(vcon, writers, progress));
    return new Writing(task, Thread.ofVirtual().start(task));
  }

  private Writing write() {
    return write(heard::put);
  }

  private static Map<String, WriteOutcome> outcomes(Writing writing) throws Exception {
    return writing.task.get(20, TimeUnit.SECONDS);
  }

  @Test
  void all_storages_are_written_at_the_same_time() throws Exception {
    var together = new CountDownLatch(4);
    for (String name : List.of("a", "b", "c", "d")) {
      to(
          name,
          _ -> {
            together.countDown();
            if (!together.await(10, TimeUnit.SECONDS)) {
              throw new IllegalStateException("the others did not come");
            }
          });
    }
    assertThat(outcomes(write()).values())
        .hasSize(4)
        .allMatch(WriteOutcome.Stored.class::isInstance);
  }

  @Test
  void one_that_hangs_does_not_delay_the_others_and_the_document_waits_for_it() throws Exception {
    to("hangs", _ -> gate.await()).to("a", _ -> {}).to("b", _ -> {});
    Writing writing = write();
    await().untilAsserted(() -> assertThat(heard).containsOnlyKeys("a", "b"));
    assertThat(writing.task.isDone()).isFalse();
    gate.countDown();
    assertThat(outcomes(writing)).containsOnlyKeys("hangs", "a", "b");
  }

  @Test
  void the_outcomes_are_in_the_order_of_the_chain_whoever_fails() throws Exception {
    to(
            "z",
            _ -> {
              throw new DocumentFault("no");
            })
        .to("m", _ -> {})
        .to("a", _ -> {});
    Map<String, WriteOutcome> outcomes = outcomes(write());
    assertThat(outcomes.keySet()).containsExactly("z", "m", "a");
    assertThat(outcomes.get("z")).isInstanceOf(WriteOutcome.Failed.class);
    assertThat(outcomes.get("m")).isInstanceOf(WriteOutcome.Stored.class);
    assertThat(heard).isEqualTo(outcomes);
  }

  private void interruptEndsBoth(CountDownLatch begun, CountDownLatch left) throws Exception {
    Writing writing = write();
    begun.await();
    writing.thread.interrupt();
    assertThat(writing.thread.join(Duration.ofSeconds(10))).isTrue();
    assertThat(writing.task)
        .failsWithin(Duration.ZERO)
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(InterruptedException.class);
    assertThat(left.await(10, TimeUnit.SECONDS)).as("the code of the storages ended").isTrue();
    assertThat(heard).doesNotContainKey("hangs");
  }

  private TestStorage.Save hangs(CountDownLatch begun, CountDownLatch left) {
    return _ -> {
      begun.countDown();
      try {
        gate.await();
      } finally {
        left.countDown();
      }
    };
  }

  @Test
  void a_caller_that_is_interrupted_while_it_waits_interrupts_the_writes() throws Exception {
    var begun = new CountDownLatch(1);
    var left = new CountDownLatch(1);
    to("hangs", hangs(begun, left)).to("quick", _ -> {});
    interruptEndsBoth(begun, left);
  }

  @Test
  void a_caller_that_is_interrupted_while_it_writes_itself_interrupts_the_others()
      throws Exception {
    var begun = new CountDownLatch(2);
    var left = new CountDownLatch(2);
    to("hangs", hangs(begun, left)).to("own", hangs(begun, left));
    interruptEndsBoth(begun, left);
  }

  @Test
  void something_unexpected_is_a_failed_write_of_that_storage() throws Exception {
    to("a", _ -> {}).to("b", _ -> {});
    Map<String, WriteOutcome> outcomes =
        outcomes(
            write((storage, _) -> {
              if (storage.equals("a")) {
                throw new IllegalStateException("a defect");
              }
            }));
    assertThat(outcomes.get("b")).isInstanceOf(WriteOutcome.Stored.class);
    assertThat(outcomes.get("a"))
        .isInstanceOfSatisfying(
            WriteOutcome.Failed.class,
            failed -> assertThat(failed.reason()).contains("storage a").contains("a defect"));
  }

  @Test
  void no_storages_have_no_outcomes() throws Exception {
    assertThat(outcomes(write())).isEmpty();
  }
}
