package dev.vcond.app;

import dev.vcond.queue.Fitness;
import dev.vcond.queue.Redis;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.Upkeep;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows what endangers data in Redis, for whoever asks whether we are ready: that it works is true
 * all the same. Logs a warning once, and again only after it had been mended. Thread-safe.
 */
final class FitnessWatch implements Upkeep.Chore {
  private static final Logger log = LoggerFactory.getLogger(FitnessWatch.class);

  private final Redis redis;
  private volatile List<String> warnings = List.of();
  private volatile Fitness.Memory memory = Fitness.Memory.UNKNOWN;

  FitnessWatch(Redis redis) {
    this.redis = redis;
  }

  /** As of at most a minute ago. */
  List<String> warnings() {
    return warnings;
  }

  /** What Redis used and may use, as of at most a minute ago. */
  Fitness.Memory memory() {
    return memory;
  }

  @Override
  public String name() {
    return "looking how Redis keeps its data";
  }

  @Override
  public long periodMillis() {
    return TimeUnit.MINUTES.toMillis(1);
  }

  @Override
  public void run() {
    try {
      Fitness.Report report = Fitness.of(redis);
      memory = report.memory();
      List<String> now = report.warnings();
      now.stream()
          .filter(warning -> !warnings.contains(warning))
          .forEach(warning -> log.warn("Redis at {}: {}.", redis, warning));
      warnings = now;
    } catch (RedisOutage e) {
      log.debug("How Redis keeps its data is not known: {}", e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
