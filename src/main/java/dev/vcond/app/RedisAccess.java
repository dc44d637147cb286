package dev.vcond.app;

import static dev.vcond.event.LogFields.CAUSE;
import static dev.vcond.event.LogFields.OUTAGE;
import static dev.vcond.event.LogFields.SECONDS;

import dev.vcond.app.embedded.EmbeddedRedis;
import dev.vcond.app.embedded.RedisHome;
import dev.vcond.config.RedisServer;
import dev.vcond.config.RedisUrl;
import dev.vcond.queue.Redis;
import dev.vcond.queue.RedisAdvice;
import dev.vcond.queue.RedisOutage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to Redis at the start: starts the embedded one if there is to be one, and waits for Redis
 * as long as it takes. Says once what is in the way, and once when it is gone. Thread-safe.
 */
final class RedisAccess {
  private static final Logger log = LoggerFactory.getLogger(RedisAccess.class);
  private static final long FIRST_WAIT_MILLIS = 250;
  private static final long LONGEST_WAIT_MILLIS = 2_000;

  private final long begunNanos = System.nanoTime();
  private volatile String trouble = "no attempt to connect has ended yet";

  /** What keeps the daemon from Redis, for people; without secrets. */
  String trouble() {
    return "%s (for %d s)".formatted(trouble, waited().toSeconds());
  }

  private Duration waited() {
    return Duration.ofNanos(System.nanoTime() - begunNanos);
  }

  /**
   * The address to connect to; starts the embedded Redis if it is that.
   *
   * @throws IOException if the embedded Redis does not start; the message says why
   */
  static RedisServer address(RedisServer configured, Closer closer)
      throws IOException, InterruptedException {
    if (!configured.url().embedded()) {
      return configured;
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
    return RedisServer.at(RedisUrl.parse(server.url()));
  }

  /** Connects, however long that takes. */
  Redis connect(RedisServer server) throws InterruptedException {
    String said = null;
    for (long wait = FIRST_WAIT_MILLIS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MILLIS)) {
      try {
        Redis redis = Redis.connect(server);
        if (said != null) {
          log.atInfo()
              .addKeyValue(OUTAGE, "redis")
              .addKeyValue(SECONDS, waited().toSeconds())
              .log("Redis at {} is there after {} s.", server, waited().toSeconds());
        }
        return redis;
      } catch (RedisOutage e) {
        String advice = RedisAdvice.on(String.valueOf(e.getMessage()));
        trouble = RedisAdvice.with(String.valueOf(e.getMessage()));
        // Said once; again only if it is another trouble, such as a password after a refusal.
        if (!advice.equals(said)) {
          log.atError()
              .addKeyValue(OUTAGE, "redis")
              .addKeyValue(CAUSE, String.valueOf(e.getMessage()))
              .log("{} vcond waits and goes on by itself.", trouble);
          said = advice;
        }
        new CountDownLatch(1).await(wait, TimeUnit.MILLISECONDS);
      }
    }
  }
}
