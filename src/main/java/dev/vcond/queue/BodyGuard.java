package dev.vcond.queue;

import dev.vcond.event.PipelineEvent;
import dev.vcond.event.PipelineListener;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the bodies of ids alive while their id waits: queued, in flight, owed to a storage, or
 * dead-lettered. One of all instances does it every few minutes. With an expiry for dead letters it
 * lets those go instead, entry and record together.
 */
public final class BodyGuard implements Upkeep.Chore {
  private static final Logger log = LoggerFactory.getLogger(BodyGuard.class);
  private static final int MOST_AT_ONCE = 500;
  private static final Duration LIFE = Duration.ofHours(24);

  /** Renewed when less than this is left; twice a day is enough. */
  private static final Duration LEAST = Duration.ofHours(12);

  /** Of a list that is looked after every minute: rescues wait for their turn meanwhile. */
  private static final int MOST_OFTEN = 100_000;

  /** Entries that are too young to go before the rest of a list counts as younger still. */
  private static final int MOST_YOUNG = 2_000;

  private final Redis redis;
  private final Instance instance;
  private final Lease lease;
  private final InstantSource clock;
  private final PipelineListener events;
  private final Supplier<Lists> lists;

  /**
   * Which lists there are now.
   *
   * @param ingress the ingress lists
   * @param owing the storages that writes may be owed to
   * @param deadLetterExpiry how long dead letters are kept; null for ever, which is also what zero
   *     means
   */
  public record Lists(
      List<String> ingress, List<String> owing, @Nullable Duration deadLetterExpiry) {
    public Lists {
      ingress = List.copyOf(ingress);
      owing = List.copyOf(owing);
    }

    boolean lettersGo() {
      return deadLetterExpiry != null && !deadLetterExpiry.isZero();
    }
  }

  public BodyGuard(Heart.Body around, Supplier<Lists> lists) {
    this.redis = around.redis();
    this.instance = around.instance();
    this.lease = around.lease();
    this.clock = around.clock();
    this.events = around.events();
    this.lists = lists;
  }

  @Override
  public String name() {
    return "keeping bodies alive";
  }

  @Override
  public long periodMillis() {
    return redis.timings().sweep().toMillis();
  }

  @Override
  public void run() {
    if (!lease.holds()) {
      return;
    }
    try {
      Lists now = lists.get();
      if (!now.ingress.isEmpty() && isOurTurn()) {
        sweep(now);
      }
    } catch (RedisOutage e) {
      log.debug("Bodies cannot be looked after now: {}", e.getMessage());
    } catch (RedisRefusal e) {
      log.warn("Bodies of waiting ids are not kept alive: {}", e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks after one ingress list now, beside the sweeps, as far as that takes no long time. */
  void lookAfter(String list) {
    if (!lease.holds()) {
      return;
    }
    try {
      unlessRefused(list, () -> guard(Keys.bytes(list), MOST_OFTEN));
      unlessRefused(list, () -> guard(Keys.inflight(list), MOST_OFTEN));
    } catch (RedisOutage e) {
      log.debug("Bodies cannot be looked after now: {}", e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isOurTurn() throws RedisOutage, RedisRefusal, InterruptedException {
    // A little less than the period, or every other turn of ours would come too early.
    long millis = Math.max(1, periodMillis() * 9 / 10);
    return Redis.await(
            Redis.<Long>run(
                redis.control(),
                Script.TURN,
                ScriptOutputType.INTEGER,
                new byte[][] {Keys.bytes("vcond:sweep")},
                Keys.bytes(instance.id()),
                Keys.bytes(Long.toString(millis))))
        == 1;
  }

  private void sweep(Lists now) throws RedisOutage, InterruptedException {
    var guarded = new ArrayList<byte[]>();
    for (String list : now.ingress) {
      guarded.add(Keys.bytes(list));
      guarded.add(Keys.inflight(list));
      if (now.lettersGo()) {
        unlessRefused(list, () -> letGo(list, now));
      } else {
        guarded.add(Keys.deadLetters(list));
      }
    }
    for (String storage : now.owing) {
      guarded.add(Keys.owed(storage));
      guarded.add(Keys.inflight(Keys.text(Keys.owed(storage))));
    }
    for (byte[] key : guarded) {
      unlessRefused(Keys.text(key), () -> guard(key, Long.MAX_VALUE));
    }
  }

  private interface Look {
    void take() throws RedisOutage, RedisRefusal, InterruptedException;
  }

  /** One list that refuses must not leave the bodies of the others to expire. */
  private static void unlessRefused(String list, Look look)
      throws RedisOutage, InterruptedException {
    try {
      look.take();
    } catch (RedisRefusal e) {
      log.warn("Bodies of ids on {} are not looked after: {}", list, e.getMessage());
    }
  }

  private void guard(byte[] key, long most) throws RedisOutage, RedisRefusal, InterruptedException {
    long past = 0;
    long looked;
    do {
      List<Long> answer = ask(Script.GUARD, key, past, LIFE.toSeconds(), LEAST.toSeconds());
      looked = answer.getFirst();
      past += looked;
    } while (looked == MOST_AT_ONCE && past < most && lease.holds());
  }

  private void letGo(String list, Lists now)
      throws RedisOutage, RedisRefusal, InterruptedException {
    String oldest = clock.instant().minus(Objects.requireNonNull(now.deadLetterExpiry)).toString();
    long young = 0;
    int all = 0;
    long looked;
    do {
      List<Long> answer =
          ask(
              Script.EXPIRE_LETTERS,
              Keys.deadLetters(list),
              young,
              Keys.recordPrefix(list),
              oldest.substring(0, "2026-01-01T00:00:00".length()));
      young += answer.getFirst();
      all += answer.get(1).intValue();
      looked = answer.getFirst() + answer.get(1);
    } while (looked == MOST_AT_ONCE && young < MOST_YOUNG && lease.holds());
    if (all > 0) {
      log.info(
          "{} dead letters of list {} were older than VCON_DLQ_EXPIRY ({} s) and are gone.",
          all,
          list,
          now.deadLetterExpiry.toSeconds());
      events.on(new PipelineEvent.LettersExpired(list, all));
    }
  }

  /** Asks, then leaves Redis twice as long to the others. */
  private List<Long> ask(Script script, byte[] key, long past, Object third, Object fourth)
      throws RedisOutage, RedisRefusal, InterruptedException {
    long began = System.nanoTime();
    List<Long> answer =
        Redis.await(
            Redis.<List<Long>>run(
                redis.control(),
                script,
                ScriptOutputType.MULTI,
                new byte[][] {key},
                Keys.bytes(Long.toString(past)),
                Keys.bytes(Integer.toString(MOST_AT_ONCE)),
                Keys.bytes(third.toString()),
                Keys.bytes(fourth.toString())));
    if (answer.getFirst() > 0) {
      new CountDownLatch(1).await(2 * (System.nanoTime() - began), TimeUnit.NANOSECONDS);
    }
    return answer;
  }
}
