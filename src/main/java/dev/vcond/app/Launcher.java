package dev.vcond.app;

import dev.vcond.app.embedded.EmbeddedRedis;
import dev.vcond.app.embedded.RedisHome;
import dev.vcond.chain.Chain;
import dev.vcond.chain.ChainRunner;
import dev.vcond.config.Config;
import dev.vcond.config.RedisUrl;
import dev.vcond.event.PipelineListener;
import dev.vcond.queue.Acks;
import dev.vcond.queue.Bells;
import dev.vcond.queue.Documents;
import dev.vcond.queue.EarlyEgress;
import dev.vcond.queue.Heart;
import dev.vcond.queue.IngressQueue;
import dev.vcond.queue.Instance;
import dev.vcond.queue.Lease;
import dev.vcond.queue.Recovery;
import dev.vcond.queue.Redis;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import dev.vcond.queue.SelfCheck;
import dev.vcond.queue.Upkeep;
import dev.vcond.time.Watchdog;
import dev.vcond.worker.Engine;
import dev.vcond.worker.FetchLoop;
import dev.vcond.worker.MemoryBudget;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires a daemon by hand, in the order in which things need each other. */
public final class Launcher {
  private static final Logger log = LoggerFactory.getLogger(Launcher.class);
  private static final long RETRY_SECONDS = 1;

  private final Blueprint blueprint;
  private final Config config;
  private final PipelineListener events;
  private final InstantSource clock;

  public Launcher(Blueprint blueprint, PipelineListener events, InstantSource clock) {
    this.blueprint = blueprint;
    this.config = blueprint.config();
    this.events = events;
    this.clock = clock;
  }

  /**
   * Opens everything and starts claiming; waits for Redis as long as it takes.
   *
   * @throws dev.vcond.config.ConfigException naming every link and storage that could not be
   *     opened; nothing was started
   */
  public Daemon launch() throws IOException, InterruptedException {
    var closer = new Closer();
    try {
      return launch(closer);
    } catch (RuntimeException | IOException | InterruptedException e) {
      closer.close();
      throw e;
    }
  }

  private Daemon launch(Closer closer) throws IOException, InterruptedException {
    var watchdog = new Watchdog();
    closer.add("watchdog", watchdog);
    var wiring = new Wiring(blueprint, closer, new Wiring.Surroundings(watchdog, events, clock));
    List<Chain> chains = wiring.chains();
    Redis redis = redis(address(closer), closer);
    Instance instance = Instance.ofThisProcess();
    var lease = new Lease(clock);
    List<String> lists = chains.stream().flatMap(chain -> chain.ingressLists().stream()).toList();
    var recovery = new Recovery(redis, instance, events);
    takeOver(recovery, lists);
    var queue = new IngressQueue(redis, instance, lease);
    var acks = new Acks(redis, lease, queue, events);
    closer.add("acks", acks);
    var engine =
        new Engine(
            config,
            queue,
            acks,
            new Documents(redis),
            new EarlyEgress(redis),
            lease,
            new ChainRunner(watchdog, events),
            config.compat().storageFallback() ? wiring.storages() : List.of(),
            events,
            clock);
    var bells = new Bells(redis);
    closer.add("bells", bells);
    var memory = new MemoryBudget(config.worker().memory().bytes(Runtime.getRuntime().maxMemory()));
    var loops = new ArrayList<FetchLoop>();
    chains.stream()
        .filter(chain -> !chain.ingressLists().isEmpty())
        .forEach(chain -> loops.add(new FetchLoop(engine, chain, bells, memory)));
    var heart =
        new Heart(
            new Heart.Body(redis, instance, lease, clock, events),
            () -> lists,
            () -> giveBackAfterLapse(loops, recovery, lists, queue));
    closer.add("heart", heart);
    heart.start();
    var around = new SelfCheck.Surroundings(redis, instance, lease);
    closer.add(
        "upkeep", new Upkeep(redis, List.of(new SelfCheck(around, queue, events, () -> lists))));
    var daemon = new Daemon(loops, lists, acks, recovery, closer);
    daemon.start();
    return daemon;
  }

  private RedisUrl address(Closer closer) throws IOException, InterruptedException {
    RedisUrl url = config.redis().url();
    if (!url.embedded()) {
      return url;
    }
    Path folder = RedisHome.of(System.getenv()).folder();
    EmbeddedRedis server = EmbeddedRedis.start(new EmbeddedRedis.Settings(folder, 0, true));
    server.stopsOnlyWhenTold();
    closer.add("embedded Redis", server);
    log.warn(
        "redis.url is embedded: vcond runs a Redis of its own at {}, its data in {}. For real use,"
            + " name yours.",
        server.url(),
        folder);
    return RedisUrl.parse(server.url());
  }

  private static Redis redis(RedisUrl url, Closer closer) throws InterruptedException {
    boolean said = false;
    while (true) {
      try {
        Redis redis = Redis.connect(url);
        closer.add("Redis", redis);
        return redis;
      } catch (RedisOutage e) {
        if (!said) {
          log.error("{}. vcond waits for it.", e.getMessage());
          said = true;
        }
        new CountDownLatch(1).await(RETRY_SECONDS, TimeUnit.SECONDS);
      }
    }
  }

  private static void takeOver(Recovery recovery, List<String> lists) throws InterruptedException {
    while (true) {
      try {
        recovery.takeOverFromGone(lists);
        return;
      } catch (RedisOutage e) {
        log.warn(
            "What an earlier process left in flight cannot be looked up yet: {}", e.getMessage());
        new CountDownLatch(1).await(RETRY_SECONDS, TimeUnit.SECONDS);
      } catch (RedisRefusal e) {
        log.error(
            "What an earlier process left in flight cannot be taken over: {}", e.getMessage());
        return;
      }
    }
  }

  private static void giveBackAfterLapse(
      List<FetchLoop> loops, Recovery recovery, List<String> lists, IngressQueue queue) {
    loops.forEach(FetchLoop::discardRunning);
    try {
      recovery.giveBackBelow(lists, queue.nextClaimNumber());
      queue.forgetClaims();
    } catch (RedisOutage | RedisRefusal e) {
      throw new IllegalStateException(
          "what was claimed before the lapse is not given back yet: " + e.getMessage(), e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
