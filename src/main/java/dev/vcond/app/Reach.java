package dev.vcond.app;

import dev.vcond.app.embedded.RedisHome;
import dev.vcond.config.ChainConfig;
import dev.vcond.config.Config;
import dev.vcond.config.RedisServer;
import dev.vcond.queue.Fitness;
import dev.vcond.queue.Redis;
import dev.vcond.queue.RedisAdvice;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.Rights;
import dev.vcond.storage.Storage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reaches Redis and every storage of a configuration, all at the same time, and tells what each
 * said. Storages are asked by their own probe, which leaves nothing behind. Links are opened, and
 * told of if they cannot be.
 */
public final class Reach {
  private final Blueprint blueprint;
  private final Config config;
  private final Catalog catalog;
  private final Map<String, String> environment;

  /**
   * @param blueprint of the configuration
   * @param catalog to which the plugins of the configuration are added
   * @param environment tells where an embedded Redis lives
   */
  public Reach(Blueprint blueprint, Catalog catalog, Map<String, String> environment) {
    this.blueprint = blueprint;
    this.config = blueprint.config();
    this.catalog = catalog;
    this.environment = environment;
  }

  /**
   * What one of them said.
   *
   * @param name {@code redis}, or {@code storage disk}
   * @param ok whether vCons could be worked on as far as it is concerned
   * @param took how long it took to answer: of Redis one request, of a storage to open and probe
   *     it; null if it was not asked or gave no answer
   * @param text for people, without secrets
   * @param warnings what works and should be mended all the same
   */
  public record Finding(
      String name, boolean ok, @Nullable Duration took, String text, List<String> warnings) {
    public Finding {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Asks all of them.
   *
   * @param limit how long each may take
   */
  public List<Finding> findings(Duration limit) throws InterruptedException {
    var storages = new ConfiguredStorages(config, catalog, InstantSource.system());
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      var asked = new LinkedHashMap<String, Future<Finding>>();
      asked.put("redis", threads.submit(this::redis));
      for (String name : storages.names()) {
        asked.put("storage " + name, threads.submit(() -> storage(storages, name)));
      }
      Future<List<Finding>> links = threads.submit(this::links);
      List<Finding> findings = new ArrayList<>(collected(asked, limit));
      findings.addAll(collected(links, limit));
      return findings;
    } finally {
      // Not awaited: a driver may not hear the interrupt, and its answer is not wanted any more.
      threads.shutdownNow();
      storages.close();
    }
  }

  private static List<Finding> collected(Map<String, Future<Finding>> asked, Duration limit)
      throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    var findings = new ArrayList<Finding>();
    for (var entry : asked.entrySet()) {
      findings.add(collected(entry.getKey(), entry.getValue(), end, limit));
    }
    return findings;
  }

  private static Finding collected(String name, Future<Finding> answer, long end, Duration limit)
      throws InterruptedException {
    try {
      return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return failed(name, "gave no answer within " + limit.toSeconds() + " s");
    } catch (ExecutionException e) {
      return failed(name, told(e.getCause() == null ? e : e.getCause()));
    }
  }

  /** Exceptions about files say no more than which. */
  private static String told(Throwable failure) {
    String kind = failure.getClass().getSimpleName();
    String message = failure.getMessage();
    if (message == null) {
      return kind;
    }
    return message.contains(" ") ? message : kind + ": " + message;
  }

  private static Finding failed(String name, String why) {
    return new Finding(name, false, null, RedisAdvice.sentence(why), List.of());
  }

  private static List<Finding> collected(Future<List<Finding>> links, Duration limit)
      throws InterruptedException {
    try {
      return links.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return List.of(failed("links", "cannot be opened within " + limit.toSeconds() + " s"));
    } catch (ExecutionException e) {
      return List.of(failed("links", told(e.getCause() == null ? e : e.getCause())));
    }
  }

  /** Links have no probe; those that cannot even be opened are found, such as a missing program. */
  private List<Finding> links() {
    var findings = new LinkedHashMap<String, Finding>();
    for (BoundChain chain : blueprint.chains()) {
      for (BoundLink bound : chain.links()) {
        String name = "link " + bound.config().name();
        try {
          bound.open().close();
        } catch (Exception | LinkageError e) {
          findings.put(name, failed(name, "cannot be opened: " + told(e)));
        }
      }
    }
    return List.copyOf(findings.values());
  }

  private static Finding storage(ConfiguredStorages storages, String name) throws Exception {
    long begun = System.nanoTime();
    try (Storage storage = storages.openAnew(name)) {
      storage.check();
      return new Finding("storage " + name, true, since(begun), "works", List.of());
    }
  }

  private Finding redis() throws Exception {
    RedisServer configured = config.redis().server();
    Optional<RedisServer> server = RedisHome.addressOf(configured, environment);
    if (server.isEmpty()) {
      return new Finding(
          "redis", true, null, "embedded; vcond run starts it, and it does not run now", List.of());
    }
    try (Redis redis = Redis.connect(server.get())) {
      return judged(redis);
    } catch (RedisOutage e) {
      return failed("redis", RedisAdvice.with(String.valueOf(e.getMessage())));
    }
  }

  private Finding judged(Redis redis) throws Exception {
    long begun = System.nanoTime();
    Fitness.Report report = Fitness.of(redis);
    Duration took = since(begun);
    String what = "%s at %s".formatted(report.server(), redis);
    List<String> missing = Rights.missing(redis, ingress(), egress());
    if (!missing.isEmpty()) {
      return new Finding(
          "redis",
          false,
          took,
          "%s does not allow its user %s. The whole ACL SETUSER is in: vcond help operate access lists."
              .formatted(what, some(missing)),
          report.warnings());
    }
    String facts = report.facts().isEmpty() ? "" : ": " + String.join(", ", report.facts());
    return new Finding("redis", true, took, what + facts, report.warnings());
  }

  private static Duration since(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private static String some(List<String> missing) {
    int shown = Math.min(5, missing.size());
    String more = shown == missing.size() ? "" : " and " + (missing.size() - shown) + " more";
    return String.join(", ", missing.subList(0, shown)) + more;
  }

  private List<String> ingress() {
    return enabled().stream().flatMap(chain -> chain.ingressLists().stream()).toList();
  }

  private List<String> egress() {
    return enabled().stream().flatMap(chain -> chain.egressLists().stream()).distinct().toList();
  }

  private List<ChainConfig> enabled() {
    return config.chains().values().stream().filter(ChainConfig::enabled).toList();
  }
}
