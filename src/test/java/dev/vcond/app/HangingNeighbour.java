package dev.vcond.app;

import dev.vcond.app.embedded.EmbeddedRedis;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.vcon.Vcon;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a chain keeps of its rate while the only storage of another chain hangs, all of whose
 * permits are taken. Rounds without and with the hanging one take turns; run by {@code
 * bin/isolation} with the seconds of a round and the number of pairs.
 */
final class HangingNeighbour {
  private HangingNeighbour() {}

  public static void main(String[] args) throws Exception {
    long seconds = args.length > 0 ? Long.parseLong(args[0]) : 20;
    int pairs = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    Path folder = Files.createTempDirectory("vcond-isolation-");
    var client = RedisClient.create();
    try (var redis =
        EmbeddedRedis.start(new EmbeddedRedis.Settings(folder.resolve("redis"), 0, true))) {
      client = RedisClient.create(redis.url());
      var ratios = new ArrayList<Double>();
      for (int pair = 0; pair < pairs; pair++) {
        double alone = rate(redis, client, folder, seconds, false);
        double beside = rate(redis, client, folder, seconds, true);
        ratios.add(beside / alone);
        System.out.printf(
            "alone %,8.0f/s   beside a hanging storage %,8.0f/s   %5.1f %%%n",
            alone, beside, 100 * beside / alone);
      }
      ratios.sort(null);
      System.out.printf("median %5.1f %%%n", 100 * ratios.get(ratios.size() / 2));
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
  }

  private static double rate(
      EmbeddedRedis server, RedisClient client, Path folder, long seconds, boolean hanging)
      throws Exception {
    try (var connection = client.connect()) {
      RedisCommands<String, String> redis = connection.sync();
      redis.flushall();
      fill(redis, "in", 200_000);
      if (hanging) {
        fill(redis, "stuck", 200);
      }
      var never = new CountDownLatch(1);
      OwnModules.Saver stuck = _ -> never.await();
      var daemon =
          RunningDaemon.start(
              folder,
              "redis: {url: '%s'}%n".formatted(server.url())
                  + chains(Files.createTempDirectory(folder, "vcons")),
              OwnModules.storage(stuck));
      try (daemon) {
        // The compiler is warm by then.
        new CountDownLatch(1).await(4, TimeUnit.SECONDS);
        long before = redis.llen("out");
        long began = System.nanoTime();
        new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
        return (redis.llen("out") - before) * 1e9 / (System.nanoTime() - began);
      }
    }
  }

  private static void fill(RedisCommands<String, String> redis, String list, int count) {
    Vcon sample = SampleVcon.document().vcon();
    for (int done = 0; done < count; done += 1_000) {
      var documents = new HashMap<String, String>();
      var ids = new String[Math.min(1_000, count - done)];
      for (int i = 0; i < ids.length; i++) {
        ids[i] = SampleVcon.randomId().asPopped();
        documents.put("vcon:" + ids[i], sample.text().replace(sample.id().asPopped(), ids[i]));
      }
      redis.mset(documents);
      redis.rpush(list, ids);
    }
  }

  private static String chains(Path vcons) {
    return """
    links: {tag: {module: links.tag, options: {tags: [seen]}}}
    storages:
      stuck: {module: storage.own, attempt_timeout: 100s}
      disk: {module: storage.file, options: {path: '%s'}}
    chains:
      hangs: {links: [tag], storages: [stuck], ingress_lists: [stuck]}
      flows: {links: [tag], storages: [disk], ingress_lists: [in], egress_lists: [out]}
    """
        .formatted(vcons);
  }
}
