package dev.vcond.app.demo;

import dev.vcond.app.embedded.EmbeddedPostgres;
import dev.vcond.app.embedded.EmbeddedRedis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The Redis and the Postgres of one demo. Postgres takes longest to start, so it does in the
 * background. Both keep their promises to the disk: what the demo measures is meant to be true.
 */
final class DemoServers implements AutoCloseable {
  private final EmbeddedRedis redis;
  private final FutureTask<EmbeddedPostgres> postgres;

  private DemoServers(EmbeddedRedis redis, FutureTask<EmbeddedPostgres> postgres) {
    this.redis = redis;
    this.postgres = postgres;
  }

  /** Starts both and returns when Redis answers. */
  static DemoServers start(Path folder, Path programs, Consumer<DemoNotice> told)
      throws IOException, InterruptedException {
    var postgres = new FutureTask<>(() -> postgres(folder, programs, told));
    Thread.ofPlatform().name("demo-postgres").daemon().start(postgres);
    try {
      return new DemoServers(redis(folder, told), postgres);
    } catch (IOException | InterruptedException e) {
      close(postgres);
      throw e;
    }
  }

  private static EmbeddedRedis redis(Path folder, Consumer<DemoNotice> told)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    EmbeddedRedis redis =
        EmbeddedRedis.start(new EmbeddedRedis.Settings(folder.resolve("redis"), 0, true));
    redis.stopsOnlyWhenTold();
    told.accept(started("Redis", redis.port(), began));
    return redis;
  }

  private static EmbeddedPostgres postgres(Path folder, Path programs, Consumer<DemoNotice> told)
      throws IOException {
    long began = System.nanoTime();
    EmbeddedPostgres postgres =
        EmbeddedPostgres.start(
            new EmbeddedPostgres.Settings(folder.resolve("postgres"), 0, true, programs));
    told.accept(started("Postgres", postgres.port(), began));
    return postgres;
  }

  private static DemoNotice started(String name, int port, long began) {
    return new DemoNotice.ServerStarted(
        name, "127.0.0.1:" + port, Duration.ofNanos(System.nanoTime() - began));
  }

  EmbeddedRedis redis() {
    return redis;
  }

  /**
   * Whether Postgres answers.
   *
   * @param patience how long to wait for it
   */
  boolean complete(Duration patience) throws InterruptedException {
    try {
      var _ = postgres.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException _) {
      return true; // what went wrong is said when it is needed
    }
  }

  /** Waits for it. */
  EmbeddedPostgres postgres() throws IOException, InterruptedException {
    try {
      return postgres.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }

  @Override
  public void close() throws IOException {
    try (redis) {
      close(postgres);
    }
  }

  /** One that is still starting can only be stopped when it has started. */
  private static void close(FutureTask<EmbeddedPostgres> postgres) throws IOException {
    boolean interrupted = false;
    while (true) {
      try {
        postgres.get().close();
        break;
      } catch (ExecutionException _) {
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
