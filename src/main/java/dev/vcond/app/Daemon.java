package dev.vcond.app;

import dev.vcond.config.ListenAddress;
import dev.vcond.config.RedisServer;
import dev.vcond.queue.Redis;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A vcond from its start to its stop. It starts in the background, because Redis may be away for
 * hours, and can be stopped at any time. Thread-safe.
 */
public final class Daemon implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Daemon.class);

  /** A start that is stopped while it connects; Redis' client may not hear the interrupt. */
  private static final Duration TO_LEAVE_THE_START = Duration.ofMillis(500);

  private final Generations generations;
  private final RedisAccess access = new RedisAccess();
  private final Function<Redis, Workers> crew;
  private final Closer closer;
  private final CountDownLatch hurried = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  /** Held while a configuration takes the place of another, or the first finds its workers. */
  private final ReentrantLock reloading = new ReentrantLock();

  private volatile Phase phase = Phase.STARTING;
  private volatile @Nullable Thread starter;
  private volatile @Nullable Workers workers;
  private volatile @Nullable Throwable failure;
  private volatile @Nullable ListenAddress admin;
  private volatile @Nullable Reload reload;
  private volatile long stopByNanos;

  /** How far a daemon is. */
  enum Phase {
    STARTING,
    WORKING,
    STOPPING
  }

  /**
   * @param crew makes the workers for a connection
   * @param closer everything else that is to be closed at the end, after the generation
   */
  Daemon(Generations generations, Function<Redis, Workers> crew, Closer closer) {
    this.generations = generations;
    this.crew = crew;
    this.closer = closer;
  }

  /**
   * @param admin where health and metrics are answered
   */
  void start(RedisServer redis, ListenAddress admin) {
    this.admin = admin;
    starter = Thread.ofPlatform().name("vcond-start").daemon().start(() -> begin(redis));
  }

  private void begin(RedisServer server) {
    try {
      Redis redis = access.connect(server);
      Workers made = made(redis);
      if (made != null) {
        made.start();
      }
    } catch (InterruptedException _) {
      // Stopped before anything was claimed.
    } catch (RuntimeException | Error e) {
      log.error("vcond cannot start.", e);
      failure = e;
      stop(Duration.ZERO);
    }
  }

  /** Null if nobody needs them any more. */
  private @Nullable Workers made(Redis redis) {
    reloading.lock();
    try {
      Workers made = crew.apply(redis);
      if (adopt(made)) {
        return made;
      }
      made.close();
      return null;
    } finally {
      reloading.unlock();
    }
  }

  /**
   * Goes on with what another configuration has opened; what is in work ends as it began.
   *
   * @return false if the daemon stops: what was opened is for the caller to close
   */
  boolean replace(Generation next) throws InterruptedException {
    reloading.lockInterruptibly();
    try {
      Generation before = generations.replaceUnless(() -> phase == Phase.STOPPING, next);
      if (before == null) {
        return false;
      }
      Workers working = workers;
      if (working == null) {
        generations.retire(before);
      } else {
        working.replace(next, () -> generations.retire(before));
      }
      return true;
    } finally {
      reloading.unlock();
    }
  }

  void reloads(Reload how) {
    reload = how;
  }

  /**
   * Reads the configuration again and goes on with it, if it can be used; what comes of it is in
   * the log.
   *
   * @param why what asks for it, for the log
   */
  public void reload(String why) throws InterruptedException {
    Reload how = reload;
    if (how != null) {
      how.run(why, true);
    }
  }

  private synchronized boolean adopt(Workers made) {
    if (phase == Phase.STOPPING) {
      return false;
    }
    workers = made;
    phase = Phase.WORKING;
    return true;
  }

  private synchronized boolean beginStop(Duration deadline) {
    boolean first = phase != Phase.STOPPING;
    if (first) {
      stopByNanos = System.nanoTime() + deadline.toNanos();
      phase = Phase.STOPPING;
    }
    return first;
  }

  /**
   * How much longer what runs may take to end, of a daemon that stops; negative when it is over.
   */
  Duration stopsWithin() {
    return phase == Phase.STOPPING
        ? Duration.ofNanos(stopByNanos - System.nanoTime())
        : Duration.ZERO;
  }

  /**
   * Stops: no claims, waits for what runs, gives the rest back to the head of its list, closes. A
   * second call waits for the first.
   *
   * @param deadline how long what runs may take to end
   */
  public void stop(Duration deadline) {
    if (!beginStop(deadline)) {
      awaitStop();
      return;
    }
    log.info("vcond stops and claims no more.");
    try {
      leaveTheStart();
      Workers working = workers;
      if (working != null) {
        new Drain(working, generations, hurried).run(deadline);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      close(workers);
    }
  }

  private void leaveTheStart() throws InterruptedException {
    Thread starting = starter;
    if (starting != null && starting != Thread.currentThread()) {
      starting.interrupt();
      starting.join(TO_LEAVE_THE_START);
    }
  }

  /**
   * Links and storages first: what they still do may be told to Redis. Then Redis, then the rest.
   */
  private void close(@Nullable Workers working) {
    try (closer) {
      if (working != null) {
        closer.add("workers", working);
      }
      closer.add("links and storages", generations);
    }
    log.info("vcond has stopped.");
    stopped.countDown();
  }

  /** Ends the waiting of a stop: what still runs is given back now. */
  public void hurry() {
    hurried.countDown();
  }

  /** Waits until somebody has stopped the daemon. */
  public void awaitStop() {
    try {
      stopped.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** What ended the daemon, if nobody stopped it. */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  /** Where health and metrics are answered. */
  public ListenAddress admin() {
    return Objects.requireNonNull(admin, "the daemon is started before anybody gets it");
  }

  Phase phase() {
    return phase;
  }

  /** What works, once Redis was reached. */
  Optional<Workers> workers() {
    return Optional.ofNullable(workers);
  }

  /** What keeps the daemon from Redis while nothing works yet. */
  String trouble() {
    return access.trouble();
  }

  /** Stops without waiting for what runs: it is given back. */
  @Override
  public void close() {
    stop(Duration.ZERO);
  }
}
