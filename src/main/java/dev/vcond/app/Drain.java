package dev.vcond.app;

import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of work: no claims, wait for what runs, give the rest back to the head of its list. When
 * it is over, no code of a link or storage runs, unless it ignores that it is interrupted.
 */
final class Drain {
  private static final Logger log = LoggerFactory.getLogger(Drain.class);
  private static final long LOOK_MILLIS = 10;

  /** While Redis is away no run can end. Not at once: it may only be starting again. */
  private static final Duration WITHOUT_REDIS = Duration.ofSeconds(2);

  /** How long interrupted code may take to leave before links and storages are closed under it. */
  private static final Duration TO_LEAVE = Duration.ofSeconds(2);

  private final Workers workers;
  private final Generations generations;
  private final CountDownLatch hurried;

  /**
   * @param hurried counted down when nobody wants to wait any longer
   */
  Drain(Workers workers, Generations generations, CountDownLatch hurried) {
    this.workers = workers;
    this.generations = generations;
    this.hurried = hurried;
  }

  /**
   * @param limit how long what runs may take to end
   */
  void run(Duration limit) throws InterruptedException {
    workers.loops().quiet();
    int inWork = workers.running();
    if (inWork > 0) {
      log.info(
          "In work: {}. It may take up to {} s to end; a second signal gives it back at once.",
          inWork,
          limit.toSeconds());
    }
    awaitEnd(limit);
    int left = workers.running();
    workers.loops().discardRunning();
    await(this::nothingRuns, TO_LEAVE);
    giveBack(Math.max(0, inWork - left));
  }

  private void awaitEnd(Duration limit) throws InterruptedException {
    long until = System.nanoTime() + limit.toNanos();
    while (!workers.ended() && !hopeless() && System.nanoTime() - until < 0) {
      if (hurried.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  private boolean hopeless() {
    return workers
        .heart()
        .outage()
        .filter(outage -> workers.running() == 0 || outage.lasted().compareTo(WITHOUT_REDIS) > 0)
        .isPresent();
  }

  private boolean nothingRuns() {
    return generations.idle() && workers.memory().reserved() == 0;
  }

  private static void await(BooleanSupplier condition, Duration limit) throws InterruptedException {
    long until = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() - until < 0) {
      new CountDownLatch(1).await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void giveBack(int ended) throws InterruptedException {
    try {
      if (workers.heart().away()) {
        log.warn(
            "Redis is away, so nothing could be given back. What was in work goes back to its list"
                + " when vcond starts again on this host.");
        return;
      }
      int ids = workers.signOff();
      log.info(
          "Ended while vcond stopped: {}. Given back to the head of their list: {}.", ended, ids);
    } catch (RedisOutage | RedisRefusal e) {
      log.warn(
          "What was in work could not be given back ({}). It goes back to its list when vcond"
              + " starts again on this host.",
          e.getMessage());
    }
  }
}
