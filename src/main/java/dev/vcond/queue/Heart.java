package dev.vcond.queue;

import dev.vcond.event.PipelineEvent;
import dev.vcond.event.PipelineListener;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the heartbeat every few seconds on a platform thread, so that virtual threads that compute
 * cannot delay it. After a lapse it calls back once, then gives what was claimed before the lapse
 * back to the head of its list and goes on. Says once when Redis stops to answer and once when it
 * answers again.
 */
public final class Heart implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Heart.class);

  private final Redis redis;
  private final OutageLog told;
  private final Timings timings;
  private final Instance instance;
  private final Lease lease;
  private final InstantSource clock;
  private final PipelineListener events;
  private final Supplier<List<String>> lists;
  private final Runnable onLapse;

  /** Lists that a heartbeat was answered for; changed by the beating thread only. */
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  private final CountDownLatch stop = new CountDownLatch(1);

  /** Has a permit when somebody cannot wait for the next beat. */
  private final Semaphore soon = new Semaphore(0);

  private final Thread thread;
  private volatile @Nullable Outage outage;
  private volatile Beat beat = Beat.NONE;
  private volatile boolean givingBack;
  private volatile long triedNanos = System.nanoTime();

  /** What a heart needs from its surroundings. */
  public record Body(
      Redis redis, Instance instance, Lease lease, InstantSource clock, PipelineListener events) {}

  /**
   * Why Redis is away.
   *
   * @param why what went wrong last, and what an operator can do; without secrets
   * @param sinceNanos {@link System#nanoTime} of its beginning
   */
  public record Outage(String why, long sinceNanos) {
    /** How long it has lasted. */
    public Duration lasted() {
      return Duration.ofNanos(System.nanoTime() - sinceNanos);
    }
  }

  /**
   * @param lists the ingress lists claimed from now
   * @param onLapse stops what runs and gives its claims back; called once per lapse, after the next
   *     good heartbeat
   */
  public Heart(Body body, Supplier<List<String>> lists, Runnable onLapse) {
    this.redis = body.redis;
    this.told = new OutageLog(body.redis);
    this.timings = body.redis.timings();
    this.instance = body.instance;
    this.lease = body.lease;
    this.clock = body.clock;
    this.events = body.events;
    this.lists = lists;
    this.onLapse = onLapse;
    this.thread =
        Thread.ofPlatform().name("vcond-heart").daemon().unstarted(this::beatUntilStopped);
  }

  /** Starts beating; the first beat is tried before this returns. */
  public void start() {
    beat();
    thread.start();
  }

  /**
   * Signs on where {@link #lists} has grown, ahead of time: nothing can be claimed before.
   *
   * @return whether Redis has answered for all of them in time
   */
  public boolean signOn(Duration limit) throws InterruptedException {
    List<String> wanted = lists.get();
    long until = System.nanoTime() + limit.toNanos();
    soon.release();
    while (!known.containsAll(wanted)) {
      if (System.nanoTime() - until > 0) {
        return false;
      }
      new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS);
    }
    return true;
  }

  /** Whether the last heartbeat failed. */
  public boolean away() {
    return outage != null;
  }

  /** Why Redis is away, if it is. */
  public Optional<Outage> outage() {
    return Optional.ofNullable(outage);
  }

  /** The last heartbeat that was answered. */
  public Beat lastBeat() {
    return beat;
  }

  /** How long ago a heartbeat was last tried; it is every few seconds, answered or not. */
  public Duration idleFor() {
    return Duration.ofNanos(System.nanoTime() - triedNanos);
  }

  private void beatUntilStopped() {
    try {
      while (stop.getCount() > 0) {
        if (soon.tryAcquire(pauseMillis(), TimeUnit.MILLISECONDS)) {
          soon.drainPermits();
        }
        if (stop.getCount() > 0) {
          beat();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Counted from when the last heartbeat was sent: a slow answer must not thin them out. */
  private long pauseMillis() {
    return away()
        ? timings.heartbeatAway().toMillis()
        : Math.max(0, timings.heartbeat().minus(idleFor()).toMillis());
  }

  private void noticeLapse() {
    if (lease.takeLapse()) {
      log.error(
          "The lease lapsed: Redis took no heartbeat for {} s. What is in flight is discarded and"
              + " given back.",
          timings.expiry().toSeconds());
      events.on(new PipelineEvent.LeaseLapsed());
      givingBack = true;
    }
  }

  private void beat() {
    noticeLapse();
    long sentNanos = System.nanoTime();
    triedNanos = sentNanos;
    long sentMillis = clock.millis();
    // Asked once: a list that is added while the beat is on its way was not part of it.
    List<String> now = lists.get();
    try {
      List<byte[]> unknown =
          Redis.await(
              Redis.<List<byte[]>>run(
                  redis.control(),
                  Script.HEARTBEAT,
                  ScriptOutputType.MULTI,
                  new byte[0][],
                  arguments(now)),
              timings.heartbeat());
      beat = new Beat(sentNanos, System.nanoTime() - sentNanos);
      boolean forgotten = noticeForgotten(unknown, now);
      // It may have lapsed while this one was on its way.
      noticeLapse();
      if (forgotten) {
        // Only the next one signs on where we were forgotten.
        beat();
        return;
      }
      if (givingBack) {
        onLapse.run();
        givingBack = false;
      }
      if (lease.renewed(sentNanos, sentMillis)) {
        cameBack();
      }
    } catch (RedisOutage | RedisRefusal e) {
      wentAway(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      wentAway(e);
    }
  }

  /**
   * Lists that knew us at an earlier heartbeat under this lease know us still, or Redis forgot.
   *
   * @return whether lists that knew us do not know us now, for whatever reason
   */
  private boolean noticeForgotten(List<byte[]> unknown, List<String> beaten) {
    List<String> lost = unknown.stream().map(Keys::text).filter(known::remove).sorted().toList();
    boolean forgotten = !lost.isEmpty();
    if (!forgotten) {
      known.addAll(beaten);
    }
    if (forgotten && lease.holds()) {
      lease.noticeForgotten();
      log.error(
          "Redis at {} no longer knows this instance for list {}: it was emptied, restarted without"
              + " its last data, or failed over to a replica that did not have them, or somebody"
              + " deleted vcond:{<list>}:instances. What runs here is entered again as it ends;"
              + " what only Redis had is lost.",
          redis,
          Keys.named(lost));
    }
    return forgotten;
  }

  private byte[][] arguments(List<String> now) {
    var arguments = new ArrayList<byte[]>();
    arguments.add(Keys.bytes(instance.id()));
    arguments.add(Keys.bytes(Long.toString(timings.expiry().toMillis())));
    arguments.add(Keys.bytes(instance.registration()));
    List<String> before = now.stream().filter(known::contains).toList();
    arguments.add(Keys.bytes(Integer.toString(before.size())));
    before.forEach(list -> arguments.add(Keys.bytes(list)));
    now.stream()
        .filter(list -> !known.contains(list))
        .forEach(list -> arguments.add(Keys.bytes(list)));
    return arguments.toArray(byte[][]::new);
  }

  private void wentAway(Exception e) {
    String failure = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    Outage before = outage;
    long since = before == null ? System.nanoTime() : before.sinceNanos;
    // Before it is asked why, which can take seconds: others look at it.
    outage = new Outage(before == null ? failure : before.why, since);
    String why = redis.whyAway(failure);
    outage = new Outage(why, since);
    if (before == null) {
      events.on(new PipelineEvent.OutageBegan("redis"));
      told.began(why);
    } else if (isOther(RedisAdvice.on(why), RedisAdvice.on(before.why))) {
      // Another trouble than the one that was told of, such as a password changed meanwhile.
      told.goesOn(why);
    }
  }

  private static boolean isOther(String advice, String before) {
    return !advice.isEmpty() && !advice.equals(before);
  }

  private void cameBack() {
    Outage before = outage;
    if (before != null) {
      outage = null;
      told.ended(before.lasted());
      events.on(new PipelineEvent.OutageEnded("redis", before.lasted()));
    }
  }

  /** Stops beating; when it returns, no heartbeat of ours is under way any more. */
  @Override
  public void close() {
    stop.countDown();
    soon.release();
    if (!thread.isAlive()) {
      return;
    }
    if (away()) {
      // No heartbeat gets through that could come after a sign-off: not worth its time-out.
      thread.interrupt();
    }
    try {
      thread.join(Redis.TIMEOUT);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
