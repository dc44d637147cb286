package dev.vcond.app.demo;

import dev.vcond.app.Blueprint;
import dev.vcond.app.Catalog;
import dev.vcond.app.Closer;
import dev.vcond.app.Daemon;
import dev.vcond.app.Launcher;
import dev.vcond.app.demo.corpus.Corpus;
import dev.vcond.app.demo.corpus.Fate;
import dev.vcond.app.demo.corpus.Sample;
import dev.vcond.app.demo.proof.Proof;
import dev.vcond.app.demo.proof.Verdict;
import dev.vcond.app.demo.wire.RedisWire;
import dev.vcond.app.embedded.EmbeddedPostgres;
import dev.vcond.config.Overrides;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One demo from its servers to its proof. It plays the producers: it stores documents in Redis and
 * pushes ids, and the daemon does not know that it is watched. Used by one thread; what is told is
 * told from several.
 */
public final class Demo implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(80);

  /** A daemon that finishes nothing for so long is not slow. */
  private static final Duration STANDSTILL = Duration.ofSeconds(30);

  private static final Duration DRAIN = Duration.ofSeconds(2);

  private final DemoSettings settings;
  private final Consumer<DemoNotice> told;
  private final InstantSource clock;
  private final Closer closer = new Closer();
  private final Progress progress = new Progress();
  private final List<String> remarks = new ArrayList<>();

  /**
   * @param told hears how far it is
   */
  public Demo(DemoSettings settings, Consumer<DemoNotice> told, InstantSource clock) {
    this.settings = settings;
    this.told = told;
    this.clock = clock;
  }

  /**
   * Runs it once. Everything goes on running until {@link #close}.
   *
   * @throws IOException if it cannot be run; the message says what to do
   */
  public DemoResult run() throws IOException, InterruptedException {
    long began = System.nanoTime();
    List<Sample> samples = samples();
    DemoFolder folder = DemoFolder.make(settings.temporary(), settings.keep());
    closer.add("folder", folder);
    closer.add("log", DemoLog.to(folder.log()));
    DemoServers servers =
        DemoServers.start(
            folder.path(), settings.programs().orElse(folder.path().resolve("programs")), told);
    closer.add("servers", servers);
    try (RedisWire redis = new RedisWire(servers.redis().port())) {
      var producer = new Producer(redis);
      DemoNotice.Load load = store(producer, samples);
      int postgres = postgres(servers);
      Daemon daemon = launch(folder, servers.redis().url(), postgres);
      progress.begin();
      producer.push(samples);
      Progress.Snapshot work = await(samples.size());
      DemoResult.Ways ways = ways(folder, servers, daemon);
      return new DemoResult(
          settings,
          load,
          work,
          prove(samples, ways, postgres),
          remarks,
          example(samples),
          ways,
          since(began));
    }
  }

  private List<Sample> samples() throws IOException {
    List<Sample> samples = new ArrayList<>();
    if (settings.vcons().isPresent()) {
      samples.addAll(new FolderVcons(DemoConfig.TAGS, this::remark).read(settings.vcons().get()));
    }
    samples.addAll(new Corpus(settings.seed(), DemoConfig.TAGS, settings.count()).samples());
    return samples;
  }

  private void remark(String text) {
    remarks.add(text);
    told.accept(new DemoNotice.Remark(text));
  }

  private static String example(List<Sample> samples) {
    return samples.stream()
        .filter(sample -> sample.fate().equals(new Fate.Stored(true)))
        .map(Sample::id)
        .findFirst()
        .orElse("");
  }

  private DemoNotice.Load store(Producer producer, List<Sample> samples)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    DemoNotice.Load load = producer.store(samples);
    told.accept(new DemoNotice.DocumentsStored(load, since(began)));
    return load;
  }

  private int postgres(DemoServers servers) throws IOException, InterruptedException {
    long began = System.nanoTime();
    while (!servers.complete(TICK)) {
      told.accept(new DemoNotice.Waiting("Postgres", since(began)));
    }
    return servers.postgres().port();
  }

  private Daemon launch(DemoFolder folder, String redis, int postgres)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    DemoConfig.write(folder, redis, postgres);
    // Not the caller's environment: it may hold the settings of a daemon for real.
    var blueprint = Blueprint.read(folder.config(), Map.of(), Overrides.none(), Catalog.builtIn());
    Daemon daemon = new Launcher(blueprint, progress, clock).launch();
    closer.add("daemon", () -> daemon.stop(DRAIN));
    told.accept(new DemoNotice.DaemonStarted(folder.config(), metrics(daemon), since(began)));
    return daemon;
  }

  private static String metrics(Daemon daemon) {
    return "http://" + daemon.admin() + "/metrics";
  }

  private Progress.Snapshot await(int total) throws InterruptedException {
    while (!progress.await(total, TICK) && progress.quiet().compareTo(STANDSTILL) < 0) {
      told.accept(new DemoNotice.Working(progress.snapshot(), total));
    }
    Progress.Snapshot end = progress.snapshot();
    told.accept(new DemoNotice.Worked(end, total));
    return end;
  }

  private Verdict prove(List<Sample> samples, DemoResult.Ways ways, int postgres)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    Files.createDirectories(ways.files()); // made at the first save, which may never have come
    var places =
        new Proof.Places(
            ways.files(),
            "jdbc:postgresql://127.0.0.1:%d/%s?user=%s"
                .formatted(postgres, EmbeddedPostgres.DATABASE, EmbeddedPostgres.USER),
            DemoConfig.TABLE,
            ways.redisPort(),
            List.of(Corpus.LIST, Corpus.SEALED_LIST),
            DemoConfig.TAGS);
    try (Proof proof = new Proof(places)) {
      Verdict verdict =
          proof.of(samples, done -> told.accept(new DemoNotice.Proving(done, samples.size())));
      told.accept(new DemoNotice.Proved(samples.size(), verdict.holds(), since(began)));
      return verdict;
    }
  }

  private static DemoResult.Ways ways(DemoFolder folder, DemoServers servers, Daemon daemon)
      throws IOException, InterruptedException {
    return new DemoResult.Ways(
        folder.path(),
        folder.config(),
        folder.files(),
        folder.log(),
        servers.redis().port(),
        "postgresql://%s@127.0.0.1:%d/%s"
            .formatted(EmbeddedPostgres.USER, servers.postgres().port(), EmbeddedPostgres.DATABASE),
        DemoConfig.TABLE,
        metrics(daemon));
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** Stops everything that was started, and removes the folder unless it is to be kept. */
  @Override
  public void close() {
    closer.close();
  }
}
