package dev.vcond.worker;

import dev.vcond.chain.Chain;
import dev.vcond.chain.ChainOutcome;
import dev.vcond.chain.FailedAt;
import dev.vcond.deadletter.DeadLetter;
import dev.vcond.event.PipelineEvent;
import dev.vcond.queue.Ack;
import dev.vcond.queue.Acks;
import dev.vcond.queue.Delivery;
import dev.vcond.queue.Keys;
import dev.vcond.vcon.VconId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the outcome of a run into its one acknowledgement, and the answer into events and the log.
 * Thread-safe.
 */
final class Settlement {
  private static final Logger log = LoggerFactory.getLogger(Settlement.class);
  private static final long WEEK_SECONDS = 604_800;
  private static final int MOST_STALE = 3;

  private final Engine engine;
  private final Chain chain;

  Settlement(Engine engine, Chain chain) {
    this.engine = engine;
    this.chain = chain;
  }

  void settle(Delivery delivery, ChainOutcome outcome) {
    switch (outcome) {
      case ChainOutcome.Completed done -> completed(delivery, done);
      case ChainOutcome.Halted halted -> halted(delivery, halted);
      case ChainOutcome.Failed failed -> failed(delivery, failed);
      case ChainOutcome.Stale() -> stale(delivery);
      case ChainOutcome.Discarded() ->
          engine.events().on(new PipelineEvent.Discarded(delivery.list(), "not_ours"));
    }
  }

  private void completed(Delivery delivery, ChainOutcome.Completed done) {
    List<Ack.Push> pushes = pushes(done.routes(), done.current());
    if (!done.egressed()) {
      pushes.addAll(pushes(chain.egressLists(), done.current()));
    }
    done.deferred()
        .forEach(storage ->
            pushes.add(new Ack.Push(Keys.owed(storage), Keys.bytes(done.current().asPopped()))));
    var ack = new Ack(delivery, pushes, Map.of(), afterCompletion(delivery, done.current()));
    send(
        ack,
        why ->
            new ChainOutcome.Failed(
                new FailedAt.AtEgress(why), done.unfinished().get(), done.deferred()),
        () -> {
          done.deferred()
              .forEach(storage -> engine.events().on(new PipelineEvent.Deferred(storage)));
          engine
              .events()
              .on(new PipelineEvent.Completed(chain.name(), delivery.list(), since(delivery)));
        });
  }

  private void halted(Delivery delivery, ChainOutcome.Halted halted) {
    send(
        new Ack(delivery, pushes(halted.routes(), halted.current()), Map.of(), List.of()),
        why -> new ChainOutcome.Failed(new FailedAt.AtEgress(why), halted.unfinished(), List.of()),
        () ->
            engine
                .events()
                .on(
                    new PipelineEvent.Halted(
                        chain.name(), delivery.list(), halted.link(), since(delivery))));
  }

  private void failed(Delivery delivery, ChainOutcome.Failed failed) {
    FailedAt at = failed.at();
    int attempts = number(delivery, "attempts") + 1;
    var pushes = new ArrayList<Ack.Push>();
    byte[] current =
        failed
            .checkpoint()
            .map(done -> Keys.bytes(done.current().asPopped()))
            .orElse(delivery.rawId());
    failed.deferred().forEach(storage -> pushes.add(new Ack.Push(Keys.owed(storage), current)));
    pushes.add(Acks.deadLetter(delivery));
    var record =
        DeadLetter.record(
            chain.name(), at, failed.checkpoint(), attempts, engine.clock().instant());
    deadLetter(new Ack(delivery, pushes, record, keepAlive(delivery, failed)), at);
  }

  private void deadLetter(Ack ack, FailedAt at) {
    Delivery delivery = ack.delivery();
    engine
        .acks()
        .send(
            ack,
            answer -> {
              switch (answer) {
                case Ack.Answer.Done() -> {
                  engine
                      .events()
                      .on(
                          new PipelineEvent.Failed(
                              chain.name(),
                              delivery.list(),
                              at.step(),
                              at.code(),
                              since(delivery)));
                  engine.events().on(new PipelineEvent.DeadLettered(delivery.list(), at.code()));
                  log.warn(
                      "{} from list {} went to DLQ:{} in chain {}: {}",
                      delivery.shown(),
                      delivery.list(),
                      delivery.list(),
                      chain.name(),
                      at.text());
                }
                case Ack.Answer.NotOurs() -> log.debug("{} was taken over.", delivery.shown());
                case Ack.Answer.Refused(String list, String why) -> {
                  engine
                      .events()
                      .on(new PipelineEvent.DeadLetterRefused(delivery.list(), list + ": " + why));
                  log.error(
                      "{} cannot be dead-lettered: list {} refuses it ({}). It stays in flight and"
                          + " is tried again.",
                      delivery.shown(),
                      list,
                      why);
                  Thread.ofVirtual().start(() -> again(ack, at));
                }
              }
            });
  }

  private void again(Ack ack, FailedAt at) {
    try {
      new CountDownLatch(1).await(5, TimeUnit.SECONDS);
      deadLetter(ack, at);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void stale(Delivery delivery) {
    int times = number(delivery, "stale") + 1;
    if (times >= MOST_STALE) {
      failed(
          delivery,
          new ChainOutcome.Failed(
              new FailedAt.AtWriteBack(
                  "document_keeps_changing",
                  "somebody posted a newer document during each of " + times + " runs")));
      return;
    }
    engine.events().on(new PipelineEvent.Returned(delivery.list(), "document_changed", 1));
    engine.queue().giveBack(delivery, Map.of("stale", Integer.toString(times)));
  }

  /**
   * @param refusal what the run becomes if a list refuses the id
   */
  private void send(Ack ack, Function<String, ChainOutcome.Failed> refusal, Runnable done) {
    engine
        .acks()
        .send(
            ack,
            answer -> {
              switch (answer) {
                case Ack.Answer.Done() -> done.run();
                case Ack.Answer.NotOurs() ->
                    log.debug("{} was taken over.", ack.delivery().shown());
                case Ack.Answer.Refused(String list, String why) ->
                    failed(
                        ack.delivery(), refusal.apply("list " + list + " refused the id: " + why));
              }
            });
  }

  private static List<Ack.Push> pushes(List<String> lists, VconId id) {
    var pushes = new ArrayList<Ack.Push>();
    lists.forEach(list -> pushes.add(Acks.push(list, id)));
    return pushes;
  }

  private List<Ack.Expiry> afterCompletion(Delivery delivery, VconId current) {
    var mode =
        switch (engine.config().redis().afterCompletion()) {
          case LEAVE -> Optional.<Ack.Expiry.Mode>empty();
          case EXPIRE -> Optional.of(Ack.Expiry.Mode.SET);
          case DELETE -> Optional.of(Ack.Expiry.Mode.DEL);
        };
    long seconds = engine.config().compat().redisExpiry().toSeconds();
    var expiries = new ArrayList<Ack.Expiry>();
    mode.ifPresent(m -> {
      expiries.add(new Ack.Expiry(Keys.document(current), seconds, m));
      delivery
          .id()
          .filter(id -> !id.equals(current))
          .ifPresent(id -> expiries.add(new Ack.Expiry(Keys.document(id), seconds, m)));
    });
    return expiries;
  }

  private List<Ack.Expiry> keepAlive(Delivery delivery, ChainOutcome.Failed failed) {
    Duration set = engine.config().compat().dlqExpiry();
    long seconds = set == null ? WEEK_SECONDS : set.toSeconds();
    var expiries = new ArrayList<Ack.Expiry>();
    if (seconds > 0) {
      delivery
          .id()
          .ifPresent(
              id -> expiries.add(new Ack.Expiry(Keys.document(id), seconds, Ack.Expiry.Mode.GT)));
      failed
          .checkpoint()
          .ifPresent(c ->
              expiries.add(
                  new Ack.Expiry(Keys.document(c.current()), seconds, Ack.Expiry.Mode.GT)));
    }
    return expiries;
  }

  private static int number(Delivery delivery, String field) {
    String text = delivery.record().getOrDefault(field, "0");
    return text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
  }

  private static Duration since(Delivery delivery) {
    return Duration.ofNanos(System.nanoTime() - delivery.claimedNanos());
  }
}
