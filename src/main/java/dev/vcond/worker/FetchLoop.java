package dev.vcond.worker;

import dev.vcond.chain.Chain;
import dev.vcond.chain.ChainOutcome;
import dev.vcond.chain.Run;
import dev.vcond.config.Config;
import dev.vcond.queue.Bells;
import dev.vcond.queue.Delivery;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.Refusals;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims for one chain, on a platform thread of its own, as many ids as the chain has free permits;
 * its lists take turns. Life: start, quiet (no more claims), stopped, and nothing {@link #running}
 * any more.
 */
public final class FetchLoop {
  private static final Logger log = LoggerFactory.getLogger(FetchLoop.class);
  private static final int MOST_AT_ONCE = 64;
  private static final int MOST_UNANSWERED = 4_096;
  private static final long REFUSED_MILLIS = 50;
  private static final long HELD_MILLIS = 50;
  private static final long UNREADABLE_MILLIS = 1_000;

  /** Paying back must leave the storage, just back, to the documents of the day. */
  private static final int MOST_REPAID = 8;

  private static final long REPAY_MILLIS = 1_000;
  private static final long BACK_OFF_MILLIS = 250;

  private final Engine engine;
  private final Chain chain;
  private final Bells bells;
  private final BatchLoad loader;
  private final HeldBack heldBack;
  private final Held held;
  private final Settlement settlement;
  private final Permits permits;
  private final Set<Run> running = ConcurrentHashMap.newKeySet();
  private final Claims claims;
  private final CountDownLatch quiet = new CountDownLatch(1);

  /** Permits that the loop has taken and no run has taken over; touched by its thread only. */
  private int spare;

  private volatile long movedNanos = System.nanoTime();
  private volatile boolean stopped;
  private boolean started;
  private volatile @Nullable Thread atBell;

  public FetchLoop(Engine engine, Chain chain, Bells bells, MemoryBudget memory) {
    this(engine, chain, bells, memory, new Permits(concurrency(engine.config(), chain)));
  }

  /**
   * @param permits of the chain, which an earlier loop may share
   */
  public FetchLoop(Engine engine, Chain chain, Bells bells, MemoryBudget memory, Permits permits) {
    this.engine = engine;
    this.chain = chain;
    this.held = new Held(chain);
    this.bells = bells;
    this.loader = new BatchLoad(engine, chain, memory);
    this.claims = new Claims(engine, chain);
    this.heldBack = new HeldBack(engine.queue());
    this.settlement = new Settlement(engine, chain, heldBack);
    this.permits = permits;
  }

  /** The most documents of a chain that may be in work. */
  public static int concurrency(Config config, Chain chain) {
    int most = config.worker().concurrency();
    return chain.repays() ? Math.min(most, MOST_REPAID) : most;
  }

  /** Begins to claim, once; not after it was told to be quiet. */
  public synchronized void start() {
    if (started || quiet.getCount() == 0) {
      return;
    }
    started = true;
    Thread.ofPlatform().name("vcond-fetch-" + chain.name()).daemon().start(this::fetchUntilQuiet);
  }

  /** No more claims from now; a loop that waits for ids ends at once. */
  public synchronized void quiet() {
    quiet.countDown();
    stopped |= !started;
    Thread waiting = atBell;
    if (waiting != null) {
      waiting.interrupt();
    }
  }

  /** How long ago the loop last went round; it does every few seconds, whatever is on the lists. */
  public Duration idleFor() {
    return Duration.ofNanos(System.nanoTime() - movedNanos);
  }

  /** The chain's name. */
  public String name() {
    return chain.name();
  }

  /** Whether Redis answered for every list when it was last asked for ids. */
  public boolean answered() {
    return claims.answered();
  }

  /** Whether it is the loop of an internal chain, which writes what is owed to a storage. */
  public boolean repays() {
    return chain.repays();
  }

  /** Documents in work now. */
  public int running() {
    return running.size();
  }

  /** The most documents that may be in work. */
  public int concurrency() {
    return permits.limit();
  }

  /** The lists that it claims from. */
  public List<String> lists() {
    return chain.ingressLists();
  }

  /** Lists that cannot be claimed from, until Redis takes it back. */
  public Set<String> refusedLists() {
    return claims.refusedLists();
  }

  /** Why and since when Redis lets no document be read, if so; nothing is claimed meanwhile. */
  public Optional<Refusals.Refusal> unreadable() {
    return loader.forbidden();
  }

  /**
   * Whether it has ended and nothing that it claimed is in work, code included whose run somebody
   * else has ended.
   */
  public boolean over() {
    return stopped && running.isEmpty() && loader.idle();
  }

  /** Discards everything that runs; its claims are given back by whoever calls. */
  public void discardRunning() {
    heldBack.forget();
    running.forEach(run -> run.settle(new ChainOutcome.Discarded()));
  }

  private void fetchUntilQuiet() {
    try {
      while (quiet.getCount() > 0) {
        movedNanos = System.nanoTime();
        try {
          round();
        } catch (RuntimeException e) {
          log.error("Claiming for chain {} failed unexpectedly; it goes on.", chain.name(), e);
          quietly(BACK_OFF_MILLIS);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      // Whatever ended it, an Error too: nobody claims for this chain any more.
      stopped = true;
      heldBack.end();
    }
  }

  /** Whether the loop has ended, told to or not. */
  public boolean stopped() {
    return stopped;
  }

  /** Storages that are away and that the chain waits for; it claims nothing meanwhile. */
  public List<String> waitsFor() {
    return held.by();
  }

  private int room() {
    if (quiet.getCount() == 0) {
      return 0;
    }
    return held.oneAtATime() ? (running.isEmpty() ? 1 : 0) : spare;
  }

  private void round() throws InterruptedException {
    heldBack.giveBackWhenDue(running.isEmpty());
    if (!waitsFor().isEmpty() || (held.oneAtATime() && !running.isEmpty())) {
      quietly(HELD_MILLIS);
      return;
    }
    if (!loader.canRead()) {
      quietly(UNREADABLE_MILLIS);
      return;
    }
    if (engine.acks().unanswered() + settlement.parked() > MOST_UNANSWERED
        || !permits.takeOne(1_000)) {
      quietly(1);
      return;
    }
    spare = 1 + permits.takeUpTo(MOST_AT_ONCE - 1);
    boolean away = false;
    try {
      boolean found = claims.round(this::room, this::begin);
      if (!found && !claims.refusedLists().isEmpty()) {
        // A list that refuses the claim rings its bell all the same: it is looked at now and then.
        quietly(REFUSED_MILLIS);
      } else if (!found && spare > 0) {
        waitForIds();
      }
    } catch (RedisOutage e) {
      log.trace("No claim for chain {}: {}", chain.name(), e.getMessage());
      away = true;
    } finally {
      permits.giveBack(spare);
    }
    if (away) {
      quietly(BACK_OFF_MILLIS);
    }
  }

  /** A permit is kept: a bell without a permit would wake for work that cannot be taken. */
  private void waitForIds() throws InterruptedException {
    if (chain.repays()) {
      // A bell for each storage would be a connection for each.
      quietly(REPAY_MILLIS);
      return;
    }
    atBell = Thread.currentThread();
    try {
      // Looked at after the thread is named: who quiets sees the name, or it sees the quiet.
      if (quiet.getCount() > 0) {
        bells.await(chain.ingressLists());
      }
    } finally {
      atBell = null;
    }
  }

  private void begin(List<Delivery> deliveries) {
    var started = deliveries.stream().map(this::started).toList();
    spare -= started.size();
    if (!started.isEmpty()) {
      Thread.ofVirtual().name("vcond-load").start(() -> loader.load(started));
    }
  }

  private BatchLoad.Started started(Delivery delivery) {
    var slot = new Slot();
    var run =
        new Run(outcome -> {
          // Freed last: what has ended and is not told of yet must not look like nothing.
          try {
            settlement.settle(delivery, outcome);
          } finally {
            slot.free();
          }
        });
    slot.run = run;
    running.add(run);
    return new BatchLoad.Started(delivery, run);
  }

  /** The permit of one run. */
  private final class Slot {
    private @Nullable Run run;

    private void free() {
      Run mine = run;
      if (mine != null) {
        running.remove(mine);
      }
      permits.giveBack(1);
    }
  }

  private void quietly(long millis) {
    try {
      var _ = quiet.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
