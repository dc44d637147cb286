package dev.vcond.app;

import dev.vcond.metrics.QueueAge;
import dev.vcond.metrics.QueueDepth;
import dev.vcond.queue.QueueAges;
import dev.vcond.queue.QueueCounts;
import dev.vcond.queue.Redis;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows how full the lists are. Redis is asked every few seconds on a thread of its own: a scrape
 * must not wait for Redis, and many monitors must not be many questions. Thread-safe.
 */
final class QueueWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(QueueWatch.class);
  private static final long PERIOD_SECONDS = 2;

  private final QueueCounts counts;
  private final QueueAges ageing;
  private final Supplier<List<String>> lists;
  private final Supplier<List<String>> storages;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().name("vcond-queue-watch").daemon().unstarted(this::lookUntilStopped);
  private volatile Map<String, QueueDepth> depths = Map.of();
  private volatile Map<String, Long> owed = Map.of();
  private volatile Map<String, QueueAge> ages = Map.of();

  QueueWatch(Redis redis, Supplier<List<String>> lists, Supplier<List<String>> storages) {
    this.counts = new QueueCounts(redis);
    this.ageing = new QueueAges(redis);
    this.lists = lists;
    this.storages = storages;
  }

  void start() {
    thread.start();
  }

  /** By ingress list, as Redis said a few seconds ago; empty while it does not answer. */
  Map<String, QueueDepth> depths() {
    return depths;
  }

  /** Writes owed to each storage; empty while Redis does not answer. */
  Map<String, Long> owed() {
    return owed;
  }

  /** How long ids have waited on each ingress list; empty while Redis does not answer. */
  Map<String, QueueAge> ages() {
    return ages;
  }

  private void lookUntilStopped() {
    try {
      do {
        look();
      } while (!stop.await(PERIOD_SECONDS, TimeUnit.SECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws InterruptedException {
    try {
      var found = new LinkedHashMap<String, QueueDepth>();
      counts
          .read(lists.get())
          .forEach((list, count) ->
              found.put(
                  list, new QueueDepth(count.waiting(), count.inFlight(), count.deadLetters())));
      owed = counts.readOwed(storages.get());
      depths = found;
      ages = ages(ageing.look(lists.get()));
    } catch (RedisOutage | RedisRefusal | RuntimeException e) {
      log.debug("How full the lists are is not known: {}", e.toString());
      depths = Map.of();
      owed = Map.of();
      ages = Map.of();
    }
  }

  private static Map<String, QueueAge> ages(Map<String, QueueAges.Age> found) {
    var all = new LinkedHashMap<String, QueueAge>();
    found.forEach((list, age) ->
        all.put(
            list,
            new QueueAge(
                age.oldest().toMillis() / 1e3,
                age.expiry().map(left -> left.toMillis() / 1e3).orElse(-1.0))));
    return all;
  }

  @Override
  public void close() {
    stop.countDown();
    thread.interrupt();
  }
}
