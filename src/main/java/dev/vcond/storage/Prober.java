package dev.vcond.storage;

import dev.vcond.config.OnOutage;
import dev.vcond.config.StoragePolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Asks a storage whether it is well: once, or again and again until it is. The waits in between are
 * those between attempts. Thread-safe.
 */
final class Prober implements AutoCloseable {
  private final String storage;
  private final StoragePolicy policy;
  private final Probe probe;
  private final CountDownLatch closed = new CountDownLatch(1);
  private Duration wait;

  /** Really asks the service, within a time of its own. */
  @FunctionalInterface
  interface Probe {
    void check() throws Exception;
  }

  Prober(String storage, StoragePolicy policy, Probe probe) {
    this.storage = storage;
    this.policy = policy;
    this.probe = probe;
    this.wait = policy.retry().firstWait();
  }

  /** Asks once, on a thread of its own. */
  void ask(Consumer<Optional<String>> then) {
    Thread.ofVirtual().name("vcond-suspect-" + storage).start(() -> then.accept(trouble()));
  }

  /**
   * Asks until all is well.
   *
   * @param still hears what is wrong, each time
   */
  void askUntilWell(Consumer<String> still, Runnable well) {
    Thread.ofVirtual()
        .name("vcond-probe-" + storage)
        .start(() -> {
          try {
            while (!closed.await(nextWait().toNanos(), TimeUnit.NANOSECONDS)) {
              Optional<String> trouble = trouble();
              if (trouble.isEmpty()) {
                well.run();
                return;
              }
              still.accept(trouble.get());
            }
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private Optional<String> trouble() {
    try {
      probe.check();
      return Optional.empty();
    } catch (InterruptedException e) {
      return Optional.of(e.toString());
    } catch (Exception | LinkageError e) {
      return Optional.of(e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  /** Where documents fail while the storage is away, every second counts. */
  private synchronized Duration nextWait() {
    Duration now = wait;
    if (policy.onOutage() != OnOutage.DEAD_LETTER) {
      beLessEager();
    }
    return now;
  }

  /** A storage whose probe succeeds and which takes no document is asked less often. */
  synchronized void beLessEager() {
    Duration twice = wait.multipliedBy(2);
    Duration most = policy.retry().maxWait();
    wait = twice.compareTo(most) > 0 ? most : twice;
  }

  /** The storage is well: the next outage begins with the shortest wait. */
  synchronized void rest() {
    wait = policy.retry().firstWait();
  }

  boolean isClosed() {
    return closed.getCount() == 0;
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
