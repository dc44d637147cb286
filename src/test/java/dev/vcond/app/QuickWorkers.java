package dev.vcond.app;

import dev.vcond.config.Overrides;
import dev.vcond.config.RedisUrl;
import dev.vcond.event.PipelineEvent;
import dev.vcond.queue.Redis;
import dev.vcond.queue.Timings;
import dev.vcond.time.Watchdog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** What a daemon works with once Redis is connected, as it is wired, by timings of the test's. */
final class QuickWorkers {
  /** What happens in ten seconds happens in one. */
  static final Timings QUICK =
      new Timings(
          Duration.ofMillis(300),
          Duration.ofMillis(50),
          Duration.ofSeconds(1),
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofMillis(100),
          Duration.ofMillis(600),
          Duration.ofMillis(500));

  private final Queue<PipelineEvent> events = new ConcurrentLinkedQueue<>();
  private final Closer closer = new Closer();
  private final Generations generations;
  private final Workers workers;

  /**
   * @param url where Redis, or a proxy before it, is
   */
  QuickWorkers(String url, Timings timings, Path folder, String configuration, Catalog catalog)
      throws Exception {
    Path file = Files.createTempFile(folder, "config", ".yml");
    String redis = configuration.startsWith("redis:") ? "" : "redis: {url: '%s'}\n".formatted(url);
    Files.writeString(file, redis + configuration);
    var watchdog = new Watchdog();
    closer.add("watchdog", watchdog);
    var around = new Wiring.Surroundings(watchdog, events::add, InstantSource.system());
    var blueprint = Blueprint.read(file, Map.of(), Overrides.none(), catalog);
    var generation = Generation.open(blueprint, new Openings(), around);
    generations = new Generations(generation);
    closer.add("links and storages", generations);
    workers = new Workers(Redis.connect(RedisUrl.parse(url), timings), generation, around);
    workers.start();
  }

  Workers workers() {
    return workers;
  }

  /** Everything of this kind that happened. */
  <E extends PipelineEvent> List<E> seen(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Gives back what runs, signs off and closes. */
  void stop() throws InterruptedException {
    new Drain(workers, generations, new CountDownLatch(0)).run(Duration.ZERO);
    workers.close();
    closer.close();
  }
}
