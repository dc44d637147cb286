package dev.vcond.storage;

import static dev.vcond.storage.TestPolicy.policy;
import static dev.vcond.storage.TestStorage.reading;
import static dev.vcond.storage.TestStorage.saving;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vcond.testkit.SampleVcon;
import dev.vcond.time.Watchdog;
import dev.vcond.vcon.VconId;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The engine asks a storage for a document that Redis does not have. */
class ReadingBackTest {
  private static final Duration SHORT = Duration.ofMillis(100);

  private final Watchdog watchdog = new Watchdog();
  private final VconId id = SampleVcon.randomId();
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void close() {
    gate.countDown();
    watchdog.close();
  }

  private StorageWriter of(Storage storage) {
    var policy = policy().concurrency(1).attemptTimeout(SHORT).build();
    return new StorageWriter("disk", storage, policy, watchdog, _ -> {});
  }

  @Test
  void what_the_storage_says_is_the_answer() throws Exception {
    StorageWriter disk =
        of(
            reading(
                asked -> asked.equals(id) ? Optional.of(new byte[] {'{', '}'}) : Optional.empty()));
    assertThat(disk.reading()).isEqualTo(DocumentSource.Reading.WHOLE);
    assertThat(disk.read(id))
        .hasValueSatisfying(text -> assertThat(text).containsExactly('{', '}'));
    assertThat(disk.read(SampleVcon.randomId())).isEmpty();
  }

  @Test
  void what_it_throws_is_thrown_on() {
    var thrown = new IOException("the disk is on fire");
    StorageWriter disk =
        of(
            reading(_ -> {
              throw thrown;
            }));
    assertThatThrownBy(() -> disk.read(id)).isSameAs(thrown);
  }

  @Test
  void a_storage_that_cannot_be_read_back_says_so() {
    StorageWriter hook = of(saving(_ -> {}));
    assertThat(hook.reading()).isEqualTo(DocumentSource.Reading.NEVER);
    assertThatThrownBy(() -> hook.read(id)).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void a_storage_that_hangs_is_given_up_and_asked_no_more_until_it_came_back() throws Exception {
    StorageWriter disk =
        of(
            reading(_ -> {
              TestStorage.deaf(gate);
              return Optional.empty();
            }));
    assertThatThrownBy(() -> disk.read(id))
        .isInstanceOf(TimeoutException.class)
        .hasMessageContaining("no answer within 100 ms");
    assertThatThrownBy(() -> disk.read(id))
        .isInstanceOf(TimeoutException.class)
        .hasMessageContaining("calls came to an end");
    assertThat(disk.idle()).isFalse();
    gate.countDown();
    await().until(disk::idle);
    assertThat(disk.read(id)).isEmpty();
  }
}
