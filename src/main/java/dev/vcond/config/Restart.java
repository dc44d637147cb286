package dev.vcond.config;

import java.util.ArrayList;
import java.util.List;

/**
 * What of a configuration can be used without a restart.
 *
 * @param config the new one, with what runs already in the place of what cannot change
 * @param waiting keys whose new values count from the next start
 */
public record Restart(Config config, List<String> waiting) {
  public Restart {
    waiting = List.copyOf(waiting);
  }

  /**
   * What a daemon that runs on one configuration can use of the next: all but where it listens,
   * which Redis it works for and how much memory it divides.
   */
  public static Restart from(Config running, Config next) {
    var waiting = new ArrayList<String>();
    RedisConfig redis = next.redis();
    if (!redis.server().equals(running.redis().server())) {
      waiting.add("redis");
      redis = redis.at(running.redis().server());
    }
    if (!next.admin().equals(running.admin())) {
      waiting.add("admin.listen");
    }
    WorkerConfig worker = next.worker();
    if (!worker.memory().equals(running.worker().memory())) {
      waiting.add("worker.memory");
      worker = worker.withMemory(running.worker().memory());
    }
    if (!worker.drainTimeout().equals(running.worker().drainTimeout())) {
      waiting.add("worker.drain_timeout");
    }
    var config =
        new Config(
            redis,
            worker,
            running.admin(),
            next.plugins(),
            next.unsupported(),
            next.links(),
            next.storages(),
            next.chains(),
            next.compat());
    return new Restart(config, waiting);
  }
}
