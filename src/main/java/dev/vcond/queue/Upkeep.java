package dev.vcond.queue;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to be done in Redis now and then beside the heartbeat, on a platform thread of its own:
 * a slow look must not delay a heartbeat. Rescue of silent instances and the sweep of bodies have
 * their place here.
 */
public final class Upkeep implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Upkeep.class);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("vcond-upkeep").daemon().factory());

  /**
   * Starts.
   *
   * @param chores what else is done, each at intervals of its own
   */
  public Upkeep(Redis redis, List<Chore> chores) {
    every(redis.timings().probe().toMillis(), "looking after the connections", redis::probe);
    chores.forEach(chore -> every(chore.periodMillis(), chore.name(), chore));
  }

  /** Something done at intervals. */
  public interface Chore extends Runnable {
    /** For the log. */
    String name();

    /** From the end of one run to the beginning of the next. */
    long periodMillis();
  }

  private void every(long millis, String name, Runnable chore) {
    var _ =
        thread.scheduleWithFixedDelay(
            () -> {
              try {
                chore.run();
              } catch (RuntimeException | Error e) {
                // An exception that left here would end the chore for good, without a word.
                log.error("What is done now and then failed ({}); it is tried again.", name, e);
              }
            },
            millis,
            millis,
            TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
