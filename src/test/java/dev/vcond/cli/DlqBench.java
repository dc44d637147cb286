package dev.vcond.cli;

import dev.vcond.app.embedded.EmbeddedRedis;
import dev.vcond.testserver.TestRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * How long the dead-letter commands take on a long list in a real Redis, and how long they keep
 * others waiting there; started by {@code bin/dlq}. A tenth of the entries has records, a
 * thousandth of those is of a rare reason. Redis measures the longest of its commands by the clock,
 * so on a busy machine it counts what others run meanwhile; the CPU time does not.
 */
public final class DlqBench {
  private static final int BATCH = 1_000;

  private final RedisClient client;
  private final RedisCommands<String, String> redis;
  private final Path config;
  private final int entries;
  private final PrintStream out = System.out;

  private DlqBench(RedisClient client, Path config, int entries) {
    this.client = client;
    this.redis = client.connect().sync();
    this.config = config;
    this.entries = entries;
  }

  /** The first argument is the number of entries; 4,000,000 without one. */
  public static void main(String[] arguments) throws Exception {
    int entries = arguments.length == 0 ? 4_000_000 : Integer.parseInt(arguments[0]);
    Path config = Files.createTempFile("vcond-dlq-bench-", ".yml");
    try (EmbeddedRedis server = TestRedis.start()) {
      RedisClient client = RedisClient.create(server.url());
      Files.writeString(
          config,
          "redis: {url: \"%s\"}\nchains: {main: {ingress_lists: [in]}}\n".formatted(server.url()));
      new DlqBench(client, config, entries).run();
      client.shutdown();
    } finally {
      Files.delete(config);
    }
    System.exit(0);
  }

  private void run() throws Exception {
    fill();
    out.printf(Locale.ROOT, "%,d entries, %,d records, %s%n%n", entries, records(), memory());
    out.printf(
        "%-52s %8s %9s %7s %11s %10s %8s%n",
        "vcond dlq", "seconds", "Redis CPU", "calls", "CPU ms/call", "longest ms", "PING ms");
    measure("list in");
    measure("list");
    measure("list in --reason rare --limit 10");
    measure("count in");
    measure("count in --by day,step");
    String id = redis.lindex("DLQ:in", entries / 2);
    measure("show in " + id);
    measure("replay in " + id);
    measure("replay in --reason rare");
    measure("drop in --yes --reason common --older-than 3d");
    measure("replay in --all");
    out.printf("%n%s%n", memory());
  }

  private String memory() {
    return redis
        .info("memory")
        .lines()
        .filter(line -> line.startsWith("used_memory_human"))
        .findFirst()
        .orElse("");
  }

  private int records() {
    return entries / 10;
  }

  private void fill() throws ExecutionException, InterruptedException {
    RedisAsyncCommands<String, String> into = client.connect().async();
    var now = InstantSource.system().instant();
    for (int at = 0; at < entries; at += BATCH) {
      var sent = new ArrayList<Future<?>>();
      List<String> ids = new ArrayList<>();
      for (int n = at; n < Math.min(at + BATCH, entries); n++) {
        String id = new UUID(mixed(n), mixed(~n)).toString();
        ids.add(id);
        if (n % 10 == 0) {
          sent.add(
              into.hset(
                  "vcond:{in}:record:" + id,
                  Map.of(
                      "chain",
                      "main",
                      "step",
                      n % 20 == 0 ? "disk" : "archive",
                      "code",
                      n % 10_000 == 0 ? "rare" : "common",
                      "reason",
                      "the service answered 503 Service Unavailable three times",
                      "attempts",
                      "1",
                      "last",
                      now.minus(Duration.ofSeconds(n % 604_800)).toString(),
                      "first",
                      now.minus(Duration.ofSeconds(604_800)).toString())));
        }
      }
      sent.add(into.rpush("DLQ:in", ids.toArray(String[]::new)));
      for (Future<?> answer : sent) {
        answer.get();
      }
    }
  }

  private static long mixed(long n) {
    long mixed = (n + 1) * 0x9E3779B97F4A7C15L;
    return (mixed ^ (mixed >>> 29)) * 0xBF58476D1CE4E5B9L;
  }

  private void measure(String line) throws InterruptedException {
    redis.configSet("slowlog-log-slower-than", "2000");
    redis.slowlogReset();
    redis.configResetstat();
    double cpu = cpuSeconds();
    var pings = new Pings();
    Thread pinging = Thread.ofPlatform().start(pings);
    long began = System.nanoTime();
    Shell.Result result = new Shell().run(("dlq " + line + " --config " + config).split(" ", -1));
    double seconds = (System.nanoTime() - began) / 1e9;
    long longest = longest();
    pings.over = true;
    pinging.join();
    out.printf(
        Locale.ROOT,
        "%-52s %8.2f %9.2f %7d %11.2f %10.1f %8.1f%n",
        line.length() > 51 ? line.substring(0, 51) : line,
        seconds,
        cpuSeconds() - cpu,
        calls(),
        1_000 * (cpuSeconds() - cpu) / Math.max(1, calls()),
        longest / 1e3,
        pings.longest / 1e6);
    if (result.exit() != 0) {
      throw new IllegalStateException(line + ": " + result);
    }
  }

  private double cpuSeconds() {
    return redis
        .info("cpu")
        .lines()
        .filter(line -> line.matches("used_cpu_(user|sys):.*"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll(".*:", "")))
        .sum();
  }

  private long calls() {
    return redis
        .info("commandstats")
        .lines()
        .filter(line -> line.matches("cmdstat_(evalsha|lpos):.*"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^=]*=(\\d+),.*", "$1")))
        .sum();
  }

  /** In microseconds; 0 if none took 2 ms. */
  private long longest() {
    long longest = 0;
    for (Object entry : redis.slowlogGet(1_000)) {
      longest = Math.max(longest, (Long) ((List<?>) entry).get(2));
    }
    return longest;
  }

  /** What somebody else feels. */
  private final class Pings implements Runnable {
    private volatile boolean over;
    private volatile long longest;

    @Override
    public void run() {
      try (var connection = client.connect()) {
        connection.sync().ping();
        while (!over) {
          long sent = System.nanoTime();
          connection.sync().ping();
          longest = Math.max(longest, System.nanoTime() - sent);
          LockSupport.parkNanos(2_000_000);
        }
      }
    }
  }
}
