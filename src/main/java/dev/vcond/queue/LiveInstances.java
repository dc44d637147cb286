package dev.vcond.queue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Says who claims from lists now, by the heartbeats in Redis. Thread-safe. */
public final class LiveInstances {
  private final Redis redis;

  public LiveInstances(Redis redis) {
    this.redis = redis;
  }

  /**
   * The instances of every list whose heartbeat is alive; registrations that a crash left behind do
   * not count.
   */
  public Map<String, List<String>> read(Collection<String> lists)
      throws RedisOutage, RedisRefusal, InterruptedException {
    var registered = new LinkedHashMap<String, CompletionStage<List<byte[]>>>();
    lists.forEach(list -> registered.put(list, redis.control().hkeys(Keys.instances(list))));
    var beating = new LinkedHashMap<String, Map<String, CompletionStage<Long>>>();
    for (var entry : registered.entrySet()) {
      beating.put(entry.getKey(), heartbeats(entry.getKey(), fields(entry.getValue())));
    }
    var live = new LinkedHashMap<String, List<String>>();
    for (var entry : beating.entrySet()) {
      live.put(entry.getKey(), alive(entry.getValue()));
    }
    return live;
  }

  private static List<byte[]> fields(CompletionStage<List<byte[]>> answer)
      throws RedisOutage, InterruptedException {
    try {
      return Redis.await(answer);
    } catch (RedisRefusal _) {
      // Not a hash: nobody could register there.
      return List.of();
    }
  }

  private Map<String, CompletionStage<Long>> heartbeats(String list, List<byte[]> instances) {
    var asked = new LinkedHashMap<String, CompletionStage<Long>>();
    for (byte[] instance : instances) {
      String name = Keys.text(instance);
      asked.put(name, redis.control().exists(Keys.heartbeat(list, name)));
    }
    return asked;
  }

  private static List<String> alive(Map<String, CompletionStage<Long>> heartbeats)
      throws RedisOutage, RedisRefusal, InterruptedException {
    var alive = new ArrayList<String>();
    for (var heartbeat : heartbeats.entrySet()) {
      if (Redis.await(heartbeat.getValue()) > 0) {
        alive.add(heartbeat.getKey());
      }
    }
    return alive;
  }
}
