package dev.vcond.app;

import dev.vcond.app.embedded.EmbeddedPostgres;
import dev.vcond.app.embedded.EmbeddedRedis;
import dev.vcond.config.Overrides;
import dev.vcond.event.PipelineEvent;
import dev.vcond.testkit.SampleVcon;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many documents of 4 KB the daemon carries in a second, everything durable, servers on the
 * same cores; run by hand with the number of documents and the names of scenarios.
 */
final class PipelineSpeed {
  private static final Map<String, String> SCENARIOS =
      Map.of(
          "empty", "links: [], storages: []",
          "tag", "links: [tag], storages: []",
          "file", "links: [], storages: [disk]",
          "tag-file", "links: [tag], storages: [disk]",
          "postgres", "links: [], storages: [base]",
          "tag-file-postgres", "links: [tag], storages: [disk, base]");

  private PipelineSpeed() {}

  public static void main(String[] args) throws Exception {
    int count = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
    List<String> names = args.length > 1 ? Arrays.asList(args).subList(1, args.length) : order();
    Path folder = Files.createTempDirectory("vcond-speed-");
    try (var redis =
            EmbeddedRedis.start(
                new EmbeddedRedis.Settings(
                    folder.resolve("redis"), 0, System.getenv("NO_AOF") == null));
        var postgres =
            EmbeddedPostgres.start(
                new EmbeddedPostgres.Settings(folder.resolve("postgres"), 0, true))) {
      for (String name : names) {
        for (int round = 0; round < 3; round++) {
          measure(name, count, folder, redis, postgres);
        }
      }
    }
  }

  private static List<String> order() {
    return List.of("empty", "tag", "file", "tag-file", "postgres", "tag-file-postgres");
  }

  private static void measure(
      String name, int count, Path folder, EmbeddedRedis redis, EmbeddedPostgres postgres)
      throws Exception {
    fill(redis.url(), count);
    Path config = Files.createTempFile(folder, "config", ".yml");
    Files.writeString(
        config,
        """
        redis: {url: "%s", after_completion: delete}
        admin: {listen: "127.0.0.1:0"}
        links: {tag: {module: links.tag, options: {tags: [seen]}}}
        storages:
          disk: {module: storage.file, options: {path: "%s"}}
          base: {module: storage.postgres, options: {port: %d, database: postgres, user: postgres}}
        chains: {main: {ingress_lists: [in], %s}}
        """
            .formatted(
                redis.url(),
                Files.createTempDirectory(folder, "files"),
                postgres.port(),
                SCENARIOS.get(name)));
    var done = new CountDownLatch(count);
    long[] took = new long[count];
    var at = new AtomicInteger();
    long begun = System.nanoTime();
    try (Daemon _ =
        new Launcher(
                Blueprint.read(config, Map.of(), Overrides.none(), Catalog.builtIn()),
                event -> {
                  if (event instanceof PipelineEvent.Completed completed) {
                    took[at.getAndIncrement() % count] = completed.took().toNanos();
                    done.countDown();
                  } else if (event instanceof PipelineEvent.Failed failed) {
                    System.out.println(failed);
                  }
                },
                InstantSource.system())
            .launch()) {
      if (!done.await(120, TimeUnit.SECONDS)) {
        System.out.println("not done: " + done.getCount());
      }
      double seconds = (System.nanoTime() - begun) / 1e9;
      Arrays.sort(took);
      System.out.printf(
          "%-20s %,9.0f/s   p50 %.1f ms   p99 %.1f ms%n",
          name, count / seconds, took[count / 2] / 1e6, took[count * 99 / 100] / 1e6);
    }
  }

  private static void fill(String url, int count) {
    RedisClient client = RedisClient.create(url);
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      var redis = connection.async();
      var sent = new ArrayList<RedisFuture<?>>();
      for (int i = 0; i < count; i++) {
        var document = SampleVcon.document().withBody(3_600);
        String id = document.vcon().id().asPopped();
        sent.add(redis.set("vcon:" + id, document.json()));
        sent.add(redis.rpush("in", id));
        if (sent.size() >= 1_000) {
          sent.forEach(one -> one.toCompletableFuture().join());
          sent.clear();
        }
      }
      sent.forEach(one -> one.toCompletableFuture().join());
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
  }
}
