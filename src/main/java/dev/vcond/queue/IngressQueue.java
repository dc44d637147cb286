package dev.vcond.queue;

import static dev.vcond.event.LogFields.CAUSE;
import static dev.vcond.event.LogFields.OUTAGE;
import static dev.vcond.event.LogFields.SECONDS;

import io.lettuce.core.ScriptOutputType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes ids from ingress lists. Thread-safe. */
public final class IngressQueue {
  private static final Logger log = LoggerFactory.getLogger(IngressQueue.class);

  private final Redis redis;
  private final Instance instance;
  private final Lease lease;
  private final Holdings holdings = new Holdings();
  private final ClaimNumbers numbers = new ClaimNumbers();
  private final Refusals refusing = new Refusals();

  public IngressQueue(Redis redis, Instance instance, Lease lease) {
    this.redis = redis;
    this.instance = instance;
    this.lease = lease;
  }

  /**
   * What one call took.
   *
   * @param deliveries in the order of the list
   * @param marked ids that were running already and will run again
   */
  public record Claimed(List<Delivery> deliveries, int marked) {
    public Claimed {
      deliveries = List.copyOf(deliveries);
    }

    /** Whether the list had nothing for us. */
    public boolean nothing() {
      return deliveries.isEmpty() && marked == 0;
    }
  }

  /** The number below which every claim made so far lies. */
  public long nextClaimNumber() {
    return numbers.next();
  }

  /**
   * Claims up to {@code most} ids from the head of a list.
   *
   * @param guard how long the claimed documents must at least live
   */
  public Claimed claim(String list, int most, Duration guard)
      throws RedisOutage, RedisRefusal, InterruptedException {
    long epoch = lease.epoch();
    if (!lease.holds(epoch)) {
      throw new RedisOutage("the heartbeat of this instance is not renewed", null);
    }
    long forgotten = lease.forgotten();
    long first = numbers.begin(most);
    try {
      return claim(new Call(list, most, guard, first, epoch, forgotten));
    } finally {
      numbers.end(first);
    }
  }

  private record Call(
      String list, int most, Duration guard, long first, long epoch, long forgotten) {}

  private Claimed claim(Call call) throws RedisOutage, RedisRefusal, InterruptedException {
    String list = call.list;
    @Nullable List<Object> answer =
        Redis.await(
            Redis.<@Nullable List<Object>>run(
                redis.queue(),
                Script.CLAIM,
                ScriptOutputType.MULTI,
                new byte[][] {
                  Keys.bytes(list), Keys.inflight(list), Keys.heartbeat(list, instance.id())
                },
                Keys.bytes(instance.id()),
                Keys.bytes(Integer.toString(call.most)),
                Keys.bytes(Long.toString(call.first)),
                Keys.bytes(Keys.recordPrefix(list)),
                Keys.bytes(Long.toString(call.guard.toSeconds()))));
    if (answer == null || answer.isEmpty() || !(answer.get(0) instanceof Long marked)) {
      throw new RedisOutage("the heartbeat of this instance is not in Redis", null);
    }
    if (!lease.holds(call.epoch)) {
      // Not entered here, so the self-check gives them back.
      throw new RedisOutage("the lease lapsed while ids were claimed", null);
    }
    long now = System.nanoTime();
    var deliveries = new ArrayList<Delivery>(answer.size() - 1);
    for (Object entry : answer.subList(1, answer.size())) {
      var delivery = delivery(list, (List<?>) entry, call.epoch, now);
      holdings.entered(delivery, call.forgotten);
      deliveries.add(delivery);
    }
    return new Claimed(deliveries, marked.intValue());
  }

  private Delivery delivery(String list, List<?> entry, long epoch, long now) {
    return new Delivery(
        list,
        (byte[]) entry.get(0),
        instance.id() + ":" + entry.get(1),
        epoch,
        (Long) entry.get(2),
        fields((List<?>) entry.get(3)),
        now);
  }

  private static Map<String, String> fields(List<?> flat) {
    if (flat.isEmpty()) {
      return Map.of();
    }
    var fields = new HashMap<String, String>();
    for (int i = 0; i + 1 < flat.size(); i += 2) {
      fields.put(text(flat.get(i)), text(flat.get(i + 1)));
    }
    return fields;
  }

  private static String text(Object bytes) {
    return new String((byte[]) bytes, StandardCharsets.UTF_8);
  }

  /**
   * Gives an id back to the head of its list, unfinished and nobody's fault; tried until Redis
   * answers or the claim is lost.
   */
  public void giveBack(Delivery delivery, Map<String, String> record) {
    var arguments = new ArrayList<byte[]>();
    arguments.add(delivery.rawId());
    arguments.add(Keys.bytes(delivery.claim()));
    arguments.add(Keys.record(delivery.list(), delivery.rawId()));
    record.forEach((name, value) -> {
      arguments.add(Keys.bytes(name));
      arguments.add(Keys.bytes(value));
    });
    Redis.<byte[]>run(
            redis.queue(),
            Script.GIVE_BACK,
            ScriptOutputType.VALUE,
            new byte[][] {Keys.bytes(delivery.list()), Keys.inflight(delivery.list())},
            arguments.toArray(byte[][]::new))
        .whenComplete((_, failure) -> {
          if (failure == null) {
            refusing.ended(delivery.list()).ifPresent(over -> told(delivery.list(), over));
            holdings.ended(delivery);
            return;
          }
          sayOnce(delivery, failure);
          if (lease.holds(delivery.epoch())) {
            CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS)
                .execute(() -> giveBack(delivery, record));
          }
        });
  }

  private void sayOnce(Delivery delivery, Throwable failure) {
    String why = Redis.rootMessage(failure);
    if (Redis.refused(failure) && refusing.began(delivery.list(), why)) {
      log.atError()
          .addKeyValue(OUTAGE, "returns:" + delivery.list())
          .addKeyValue(CAUSE, why)
          .log(
              "{} cannot go back to the head of list {}; it stays in flight and is tried again: {}",
              delivery.shown(),
              delivery.list(),
              RedisAdvice.with(why));
    }
  }

  private static void told(String list, Refusals.Refusal over) {
    log.atInfo()
        .addKeyValue(OUTAGE, "returns:" + list)
        .addKeyValue(SECONDS, over.seconds())
        .log("Ids go back to the head of list {} again after {} s.", list, over.seconds());
  }

  /** Gives an id back that could not even be read, after a pause. */
  public void giveBackLater(Delivery delivery) {
    CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS)
        .execute(() -> giveBack(delivery, Map.of()));
  }

  /**
   * The run of a delivery ended without an ending in Redis. If the claim is still ours all the
   * same, the self-check finds it and gives it back.
   */
  public void abandon(Delivery delivery) {
    holdings.ended(delivery);
  }

  /** Below this number no call is under way: what it claimed is known here, or never will be. */
  long answeredBelow() {
    return numbers.answeredBelow();
  }

  /** The claims this process knows of. */
  Holdings holdings() {
    return holdings;
  }

  /** Forgets every claim; after a lapse of the lease none of them is ours. */
  public void forgetClaims() {
    holdings.clear();
  }

  /**
   * Enters a claim again that Redis forgot under an unbroken lease.
   *
   * @return false if somebody else holds the id by now
   */
  public boolean reenterNow(Delivery delivery)
      throws RedisOutage, RedisRefusal, InterruptedException {
    return Redis.await(reenter(delivery));
  }

  CompletionStage<Boolean> reenter(Delivery delivery) {
    long forgotten = lease.forgotten();
    return Redis.<Long>run(
            redis.queue(),
            Script.REENTER,
            ScriptOutputType.INTEGER,
            new byte[][] {
              Keys.inflight(delivery.list()), Keys.heartbeat(delivery.list(), instance.id())
            },
            delivery.rawId(),
            Keys.bytes(delivery.claim()))
        .thenCompose(there -> reentered(delivery, there, forgotten));
  }

  private CompletionStage<Boolean> reentered(Delivery delivery, long there, long forgotten) {
    if (there < 0) {
      return CompletableFuture.failedFuture(
          new RedisOutage("the heartbeat of this instance is not in Redis yet", null));
    }
    if (there == 1) {
      holdings.entered(delivery, forgotten);
    }
    return CompletableFuture.completedFuture(there == 1);
  }
}
