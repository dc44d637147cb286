package dev.vcond.app;

import dev.vcond.queue.Acks;
import dev.vcond.queue.Recovery;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import dev.vcond.worker.FetchLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running vcond. Life: start, quiet (no more claims), stop (drain, give back, close).
 * Thread-safe.
 */
public final class Daemon implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Daemon.class);

  private final List<FetchLoop> loops;
  private final List<String> lists;
  private final Acks acks;
  private final Recovery recovery;
  private final Closer closer;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final CountDownLatch stopped = new CountDownLatch(1);

  Daemon(List<FetchLoop> loops, List<String> lists, Acks acks, Recovery recovery, Closer closer) {
    this.loops = List.copyOf(loops);
    this.lists = List.copyOf(lists);
    this.acks = acks;
    this.recovery = recovery;
    this.closer = closer;
  }

  void start() {
    loops.forEach(FetchLoop::start);
    log.info("vcond claims from {} for {} chains.", lists, loops.size());
  }

  /** Stops claiming; what runs goes on. */
  public void quiet() {
    loops.forEach(FetchLoop::quiet);
  }

  /**
   * Stops: no claims, waits for what runs, gives the rest back to the head of its list, closes.
   *
   * @param deadline how long what runs may take to end
   */
  public void stop(Duration deadline) {
    if (!stopping.compareAndSet(false, true)) {
      awaitStop();
      return;
    }
    long until = System.nanoTime() + deadline.toNanos();
    quiet();
    try {
      for (FetchLoop loop : loops) {
        loop.awaitIdle(Duration.ofNanos(until - System.nanoTime()));
      }
      while (acks.unanswered() > 0 && System.nanoTime() < until) {
        new CountDownLatch(1).await(5, TimeUnit.MILLISECONDS);
      }
      loops.forEach(FetchLoop::discardRunning);
      int given = recovery.giveAllBack(lists);
      log.info("vcond stopped; {} ids went back to their lists.", given);
    } catch (RedisOutage | RedisRefusal e) {
      log.warn(
          "What is in flight could not be given back ({}); the next start on this host does it.",
          e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      closer.close();
      stopped.countDown();
    }
  }

  /** Waits until somebody has stopped the daemon. */
  public void awaitStop() {
    try {
      stopped.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops without waiting for what runs: it is given back. */
  @Override
  public void close() {
    stop(Duration.ZERO);
  }
}
