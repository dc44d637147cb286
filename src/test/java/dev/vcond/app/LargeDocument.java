package dev.vcond.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vcond.app.embedded.EmbeddedPostgres;
import dev.vcond.app.embedded.EmbeddedRedis;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.testserver.TestHttpApi;
import dev.vcond.testserver.TestS3;
import dev.vcond.vcon.Vcon;
import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * The smallest heap with which the daemon carries one large document, for each storage, {@code
 * on_oversize} and with or without a link that changes it; run by {@code bin/large}.
 *
 * <p>Arguments: the megabytes of the document (200), then any number of scenarios such as {@code
 * file-warn} or {@code postgres-split-tag}; without any, all.
 */
final class LargeDocument {
  /** To how many megabytes the heap is told. */
  private static final int STEP = 64;

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Path folder;
  private final EmbeddedRedis redis;
  private final EmbeddedPostgres postgres;
  private final int megabytes;

  private LargeDocument(
      Path folder, EmbeddedRedis redis, EmbeddedPostgres postgres, int megabytes) {
    this.folder = folder;
    this.redis = redis;
    this.postgres = postgres;
    this.megabytes = megabytes;
  }

  public static void main(String[] args) throws Exception {
    int megabytes = args.length > 0 ? Integer.parseInt(args[0]) : 200;
    List<Scenario> scenarios =
        args.length > 1
            ? Arrays.stream(args).skip(1).map(Scenario::parse).toList()
            : Scenario.all();
    Path folder = Files.createTempDirectory("vcond-large-");
    try (var redis =
            EmbeddedRedis.start(new EmbeddedRedis.Settings(folder.resolve("redis"), 0, false));
        var postgres =
            EmbeddedPostgres.start(
                new EmbeddedPostgres.Settings(folder.resolve("postgres"), 0, true))) {
      System.out.printf(
          "%-9s %-9s %-9s %8s %8s %8s %8s%n",
          "storage", "oversize", "document", "size MB", "heap MB", "RSS MB", "seconds");
      var bench = new LargeDocument(folder, redis, postgres, megabytes);
      for (Scenario scenario : scenarios) {
        bench.print(scenario);
      }
    }
    System.exit(0); // the HTTP server's threads are no daemons
  }

  /** What is done with the document. */
  private record Scenario(String storage, String oversize, boolean tagged) {
    private static Scenario parse(String name) {
      String[] words = name.split("-", 3);
      return new Scenario(words[0], words[1], words.length > 2);
    }

    private static List<Scenario> all() {
      var all = new ArrayList<Scenario>();
      for (String storage : List.of("none", "file", "postgres", "s3", "http")) {
        boolean shapes = !storage.equals("none") && !storage.equals("http");
        for (String oversize : shapes ? List.of("warn", "compress", "split") : List.of("warn")) {
          all.add(new Scenario(storage, oversize, false));
          all.add(new Scenario(storage, oversize, true));
        }
      }
      return all;
    }
  }

  /** What one run took. */
  private record Passed(int heap, double seconds, long resident) {}

  private void print(Scenario scenario) throws Exception {
    Optional<Passed> best = smallest(scenario);
    System.out.printf(
        "%-9s %-9s %-9s %8d %8s %8s %8s%n",
        scenario.storage,
        scenario.oversize,
        scenario.tagged ? "tagged" : "untouched",
        megabytes,
        best.map(run -> Integer.toString(run.heap)).orElse("none"),
        best.map(run -> Long.toString(run.resident)).orElse(""),
        best.map(run -> "%.1f".formatted(run.seconds)).orElse(""));
  }

  private Optional<Passed> smallest(Scenario scenario) throws Exception {
    int fails = STEP;
    int passes = 8 * megabytes + 8 * STEP;
    Optional<Passed> best = Optional.empty();
    // Most need twice their size: begin there.
    int heap = rounded(2 * megabytes + STEP);
    while (fails + STEP < passes) {
      Optional<Passed> run = run(scenario, heap);
      if (run.isPresent()) {
        passes = heap;
        best = run;
      } else {
        fails = heap;
      }
      heap = best.isPresent() ? rounded((fails + passes) / 2) : Math.min(passes, 2 * heap);
      if (best.isEmpty() && heap == passes) {
        return Optional.empty();
      }
    }
    return best;
  }

  private static int rounded(int heap) {
    return heap / STEP * STEP;
  }

  private Optional<Passed> run(Scenario scenario, int heap) throws Exception {
    try (TestS3 s3 = TestS3.start("vcons");
        TestHttpApi api = TestHttpApi.start()) {
      Path config = Files.createTempFile(folder, "config", ".yml");
      Files.writeString(
          config, config(scenario, scenario.storage.equals("s3") ? s3.address() : api.address()));
      empty();
      String collector = "-XX:+Use%sGC".formatted(System.getenv().getOrDefault("GC", "Serial"));
      try (var daemon = ChildDaemon.start(redis.url(), config, "-Xmx" + heap + "m", collector)) {
        return run(scenario, heap, daemon);
      }
    }
  }

  private Optional<Passed> run(Scenario scenario, int heap, ChildDaemon daemon) throws Exception {
    Vcon vcon = document(megabytes * 1_000_000);
    long begun = System.nanoTime();
    daemon.push(vcon);
    ChildDaemon.Ending ending = daemon.end(LIMIT);
    double seconds = (System.nanoTime() - begun) / 1e9;
    if (System.getenv("VERBOSE") != null) {
      System.out.printf(
          "  %s heap %d: %s after %.1f s %s%n",
          scenario,
          heap,
          ending,
          seconds,
          ending == ChildDaemon.Ending.DEAD_LETTER ? daemon.reason(vcon.id().toString()) : "");
    }
    return ending == ChildDaemon.Ending.STORED
        ? Optional.of(new Passed(heap, seconds, daemon.mostResident()))
        : Optional.empty();
  }

  private void empty() {
    RedisClient client = RedisClient.create(redis.url());
    try (var connection = client.connect()) {
      connection.sync().flushall();
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
  }

  private String config(Scenario scenario, InetSocketAddress service) throws IOException {
    boolean none = scenario.storage.equals("none");
    return """
    redis: {url: '%s'}
    admin: {listen: '127.0.0.1:0'}
    links: {tag: {module: links.tag, options: {tags: [seen]}}}
    storages: {%s}
    chains: {main: {links: [%s], storages: [%s], ingress_lists: [in], egress_lists: [out]}}
    """
        .formatted(
            redis.url(),
            none
                ? ""
                : "own: {module: storage.%s, options: {%s}, on_oversize: %s}"
                    .formatted(scenario.storage, options(scenario, service), scenario.oversize),
            scenario.tagged ? "tag" : "",
            none ? "" : "own");
  }

  private String options(Scenario scenario, InetSocketAddress service) throws IOException {
    return switch (scenario.storage) {
      case "file" -> "path: '%s'".formatted(Files.createTempDirectory(folder, "files"));
      case "postgres" ->
          "port: %d, database: postgres, user: postgres, table: t%d"
              .formatted(postgres.port(), System.nanoTime());
      case "s3" ->
          "endpoint_url: 'http://127.0.0.1:%d', access_key: %s, secret_key: %s"
              .formatted(service.getPort(), TestS3.KEY, TestS3.SECRET);
      case "http" -> "base_url: 'http://127.0.0.1:%d/api'".formatted(service.getPort());
      default -> throw new IllegalArgumentException(scenario.storage);
    };
  }

  /** With a recording that no compression makes much smaller. */
  static Vcon document(int bytes) throws Exception {
    var sample = SampleVcon.document();
    byte[] head = "{\"dialog\":[{\"encoding\":\"base64url\",\"body\":\"".getBytes(UTF_8);
    byte[] tail = ("\"}]," + sample.without("dialog").json().substring(1)).getBytes(UTF_8);
    byte[] json = new byte[bytes];
    new Random(1).nextBytes(json);
    byte[] letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".getBytes(UTF_8);
    for (int i = head.length; i < bytes - tail.length; i++) {
      json[i] = letters[json[i] & 63];
    }
    System.arraycopy(head, 0, json, 0, head.length);
    System.arraycopy(tail, 0, json, bytes - tail.length, tail.length);
    return Vcon.read(sample.vcon().id(), json);
  }
}
