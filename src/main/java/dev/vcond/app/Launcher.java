package dev.vcond.app;

import dev.vcond.app.log.LogLevel;
import dev.vcond.app.systemd.Notifier;
import dev.vcond.config.Config;
import dev.vcond.config.RedisServer;
import dev.vcond.event.Listeners;
import dev.vcond.event.PipelineListener;
import dev.vcond.http.AdminPages;
import dev.vcond.http.AdminServer;
import dev.vcond.http.Health;
import dev.vcond.metrics.ConfigUse;
import dev.vcond.metrics.Metrics;
import dev.vcond.time.Watchdog;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wires a daemon by hand, in the order in which things need each other: what one configuration
 * opens, the admin server, which has to answer while Redis is away, then the daemon.
 */
public final class Launcher {
  private static final Logger log = LoggerFactory.getLogger(Launcher.class);

  private final Blueprint blueprint;
  private final PipelineListener listener;
  private final InstantSource clock;

  /**
   * @param listener hears every event, beside the meters
   */
  public Launcher(Blueprint blueprint, PipelineListener listener, InstantSource clock) {
    this.blueprint = blueprint;
    this.listener = listener;
    this.clock = clock;
  }

  /**
   * Opens everything but the connection to Redis, which the daemon waits for in the background, and
   * answers on {@code admin.listen}.
   *
   * @throws dev.vcond.config.ConfigException naming every link and storage that could not be
   *     opened; nothing was started
   * @throws IOException if the admin address cannot be had or the embedded Redis does not start;
   *     the message says what to do
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
    var metrics = new Metrics(Version.current().vcond(), clock);
    closer.add("meters", metrics);
    var deadLetters = new DeadLetterTrouble();
    var throughput = new Throughput(System::nanoTime);
    var around =
        new Wiring.Surroundings(
            watchdog(closer),
            new Listeners(List.of(metrics.listener(), deadLetters, throughput, listener)),
            clock);
    Notifier systemd = Notifier.of(System.getenv());
    closer.add("systemd", systemd);
    var openings = new Openings();
    var generations = new Generations(Generation.open(blueprint, openings, around));
    closer.add("links and storages", generations);
    var daemon =
        new Daemon(generations, redis -> new Workers(redis, generations.current(), around), closer);
    new Gauges(daemon, generations).feed(metrics);
    var reload =
        new Reload(
            daemon, blueprint, openings, around, next -> Gauges.expect(metrics, next), systemd);
    metrics.configuration(() -> used(reload.state()));
    var readiness = new Readiness(daemon, generations, deadLetters, reload::component);
    metrics.ready(() -> readiness.components().stream().allMatch(Health.Component::ok));
    var liveness = new Liveness(daemon);
    systemd.start(new Vitals(daemon, liveness, readiness, throughput));
    Config config = blueprint.config();
    AdminServer admin =
        AdminServer.start(
            config.admin().listen(),
            new AdminPages(
                accept -> scraped(metrics, accept), liveness, readiness, LogLevel.ofVcond()));
    closer.add("admin server", admin);
    List<String> taken = blueprint.effective().fromEnvironment();
    if (!taken.isEmpty()) {
      log.info("From the environment: {}.", String.join(", ", taken));
    }
    log.info("Metrics and health are at http://{}/ (/metrics, /livez, /readyz).", admin.address());
    RedisServer redis = RedisAccess.address(config.redis().server(), closer);
    generations.current().chains().forEach(chain -> log.info("{}.", Generation.described(chain)));
    daemon.start(redis, admin.address());
    var watch = new ConfigWatch(blueprint.file(), reload);
    closer.add("watch over the configuration", watch);
    daemon.reloads(reload);
    watch.start();
    return daemon;
  }

  private static Watchdog watchdog(Closer closer) {
    var watchdog = new Watchdog();
    closer.add("watchdog", watchdog);
    return watchdog;
  }

  private static AdminPages.Text scraped(Metrics metrics, String accept) {
    Metrics.Scrape scrape = metrics.scrape(accept);
    return new AdminPages.Text(scrape.contentType(), scrape.text());
  }

  private static ConfigUse used(Reload.State state) {
    return new ConfigUse(state.good(), state.since());
  }
}
