package dev.vcond.chaos;

import dev.vcond.chaos.Chains.Chain;
import dev.vcond.chaos.Item.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A producer of ids with known fates, which tries everything until Redis has answered. Its thread
 * is its own; the items may be read by others.
 */
final class Load {
  private static final long RETRY_MILLIS = 100;
  private static final long REPLICA_MILLIS = 100;

  private final Redises redis;
  private final Diary diary;
  private final Random random;
  private final long pauseNanos;
  private final Queue<Item> items = new ConcurrentLinkedQueue<>();
  private final Queue<Item> ordered = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Later> later = new PriorityQueue<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;
  private @Nullable Wire wire;

  Load(Redises redis, Diary diary, long seed, int perSecond) {
    this.redis = redis;
    this.diary = diary;
    this.random = new Random(seed);
    this.pauseNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    this.thread = Thread.ofPlatform().name("load").daemon().unstarted(this::run);
  }

  private record Later(long atNanos, Item item) implements Comparable<Later> {
    @Override
    public int compareTo(Later other) {
      return Long.compare(atNanos - other.atNanos, 0);
    }
  }

  void start() {
    thread.start();
  }

  /** Ends the load after what was begun, and waits for that. */
  void stop() throws InterruptedException {
    stopped.countDown();
    thread.join();
  }

  /** Everything that was pushed. */
  List<Item> items() {
    return List.copyOf(items);
  }

  /** Lets a deadly document follow next. */
  void poison(Random choice) {
    ordered.add(item(choice, Kind.DEADLY));
  }

  private void run() {
    try {
      long next = System.nanoTime();
      while (stopped.getCount() > 0 || !later.isEmpty()) {
        followUp();
        if (stopped.getCount() > 0) {
          begin(ordered.isEmpty() ? item(random, kind()) : ordered.remove());
        }
        next = Math.max(next + pauseNanos, System.nanoTime() - pauseNanos);
        pause(next - System.nanoTime());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void pause(long nanos) throws InterruptedException {
    if (stopped.getCount() > 0) {
      var _ = stopped.await(nanos, TimeUnit.NANOSECONDS);
    } else {
      Chaos.pause(1);
    }
  }

  private Kind kind() {
    int of100 = random.nextInt(100);
    if (of100 < 60) {
      return Kind.PLAIN;
    }
    List<Kind> others =
        List.of(
            Kind.TWICE,
            Kind.TWICE,
            Kind.REPLACED,
            Kind.REPLACED,
            Kind.OVERWRITTEN,
            Kind.SLOW,
            Kind.NO_UUID,
            Kind.NO_JSON,
            Kind.NO_BODY);
    return others.get(random.nextInt(others.size()));
  }

  private static Item item(Random random, Kind kind) {
    Chain chain = Chains.ALL.get(random.nextInt(Chains.ALL.size()));
    String list = chain.lists().get(random.nextInt(chain.lists().size()));
    String id = new UUID(random.nextLong(), random.nextLong()).toString();
    if (kind == Kind.NO_UUID) {
      id = "../../etc/" + id;
    } else if (random.nextInt(20) == 0) {
      id = id.toUpperCase(Locale.ROOT);
    }
    return new Item(id, kind, chain, list);
  }

  private void begin(Item item) throws InterruptedException {
    items.add(item);
    if (item.kind() == Kind.NO_JSON) {
      set(item, "{\"uuid\":\"" + item.id() + "\", this is no JSON");
    } else if (item.kind() != Kind.NO_UUID && item.kind() != Kind.NO_BODY) {
      set(item, Documents.text(item, item.newVersion()));
    }
    push(item);
    switch (item.kind()) {
      case TWICE, REPLACED, OVERWRITTEN ->
          later.add(
              new Later(
                  System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(1_500)), item));
      default -> {}
    }
  }

  private void followUp() throws InterruptedException {
    while (!later.isEmpty() && later.peek().atNanos - System.nanoTime() <= 0) {
      Item item = later.remove().item;
      if (item.kind() != Kind.TWICE) {
        set(item, Documents.text(item, item.newVersion()));
      }
      if (item.kind() != Kind.OVERWRITTEN) {
        push(item);
      }
    }
  }

  /** Something that is repeated until it is answered. */
  private interface Step {
    void on(Wire wire) throws IOException;
  }

  private void set(Item item, String text) throws InterruptedException {
    until(
        item,
        "set version " + item.version(),
        wire -> {
          wire.call("SET", "vcon:" + item.id(), text);
          replicated(wire);
        });
  }

  private void push(Item item) throws InterruptedException {
    String command = random.nextBoolean() ? "LPUSH" : "RPUSH";
    until(
        item,
        command + " " + item.list(),
        wire -> {
          boolean answered = false;
          try {
            wire.call(command, item.list(), item.id());
            answered = true;
            replicated(wire);
            item.pushed();
          } catch (IOException e) {
            if (answered || !(e instanceof Wire.Refused)) {
              item.maybePushed();
            }
            throw e;
          }
        });
  }

  /**
   * A push that only a server knows that is about to die was none. Without any replica it is one:
   * no server is killed before its replica has everything.
   */
  private void replicated(Wire wire) throws IOException {
    while (redis.isUnderSentinel()
        && wire.number("WAIT", "1", Long.toString(REPLICA_MILLIS)) == 0) {
      List<String> role = wire.texts("ROLE");
      if (!role.getFirst().equals("master")) {
        throw new IOException("it is no master any more");
      }
      if (role.getLast().equals("[]")) {
        return;
      }
    }
  }

  private void until(Item item, String what, Step step) throws InterruptedException {
    while (true) {
      try {
        Wire now = wire;
        if (now == null) {
          now = redis.connect();
          wire = now;
        }
        step.on(now);
        diary.note(item.id() + " " + what);
        return;
      } catch (Wire.Refused e) {
        diary.note(item.id() + " " + what + " was refused: " + e.getMessage());
        disconnectIf(redis.isUnderSentinel());
      } catch (IOException e) {
        diary.note(item.id() + " " + what + " may have been done: " + e.getMessage());
        disconnectIf(true);
      }
      Chaos.pause(RETRY_MILLIS);
    }
  }

  private void disconnectIf(boolean needed) {
    Wire now = wire;
    if (needed && now != null) {
      now.close();
      wire = null;
    }
  }
}
