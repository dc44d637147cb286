package dev.vcond.worker;

import static dev.vcond.event.LogFields.CAUSE;
import static dev.vcond.event.LogFields.CHAIN;
import static dev.vcond.event.LogFields.LIST;
import static dev.vcond.event.LogFields.OUTAGE;
import static dev.vcond.event.LogFields.SECONDS;
import static dev.vcond.event.LogFields.UUID;

import dev.vcond.chain.Chain;
import dev.vcond.chain.ChainOutcome;
import dev.vcond.chain.FailedAt;
import dev.vcond.event.PipelineEvent;
import dev.vcond.queue.Ack;
import dev.vcond.queue.Delivery;
import dev.vcond.queue.Refusals;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the outcome of a run into its one acknowledgement, and the answer into events and the log.
 * Thread-safe.
 */
final class Settlement {
  private static final Logger log = LoggerFactory.getLogger(Settlement.class);
  private static final int MOST_STALE = 3;

  /** A document that shows so often that a storage is away is the trouble itself. */
  private static final int MOST_TRIALS = 5;

  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Engine engine;
  private final Chain chain;
  private final HeldBack heldBack;
  private final Duration pause;
  private final Endings endings;
  private final EndOfRun ends;
  private final DeadLetterLog letters;

  /** Ended runs whose dead letter was refused; they are tried again. */
  private final AtomicInteger parked = new AtomicInteger();

  /** Dead-letter lists that the log knows to refuse. */
  private final Refusals refusing = new Refusals();

  Settlement(Engine engine, Chain chain, HeldBack heldBack) {
    this(engine, chain, heldBack, PAUSE);
  }

  /**
   * @param pause before a refused dead letter is tried again
   */
  Settlement(Engine engine, Chain chain, HeldBack heldBack, Duration pause) {
    this.engine = engine;
    this.heldBack = heldBack;
    this.pause = pause;
    this.chain = chain;
    this.ends = new EndOfRun(engine.events(), chain.name());
    this.letters = new DeadLetterLog(chain.name(), System::nanoTime);
    this.endings = new Endings(engine.config(), chain, engine.clock());
  }

  /** Runs that ended and cannot be dead-lettered; many of them must stop claiming. */
  int parked() {
    return parked.get();
  }

  void settle(Delivery delivery, ChainOutcome outcome) {
    switch (outcome) {
      case ChainOutcome.Completed done -> completed(delivery, done);
      case ChainOutcome.Halted halted -> halted(delivery, halted);
      case ChainOutcome.Failed failed -> failed(delivery, failed);
      case ChainOutcome.Held held -> held(delivery, held);
      case ChainOutcome.Stale() -> stale(delivery);
      case ChainOutcome.Discarded() -> {
        engine.queue().abandon(delivery);
        tell(new PipelineEvent.Discarded(delivery.list(), "not_ours"));
      }
    }
  }

  private void completed(Delivery delivery, ChainOutcome.Completed done) {
    send(
        delivery,
        () -> endings.completed(delivery, done),
        why ->
            new ChainOutcome.Failed(
                new FailedAt.AtEgress(why), done.unfinished().get(), done.deferred()),
        () -> {
          deferred(done.deferred());
          ends.completed(delivery);
        });
  }

  private void halted(Delivery delivery, ChainOutcome.Halted halted) {
    send(
        delivery,
        () -> endings.halted(delivery, halted),
        why -> new ChainOutcome.Failed(new FailedAt.AtEgress(why), halted.unfinished(), List.of()),
        () -> ends.halted(delivery, halted.link(), halted.code()));
  }

  private void failed(Delivery delivery, ChainOutcome.Failed failed) {
    made(delivery, () -> endings.failed(delivery, failed))
        .ifPresent(ack -> deadLetter(ack, failed, false));
  }

  /**
   * A defect of ours, or no memory left, must not keep an id in flight that nobody works on.
   *
   * @return empty if the ending could not be made: the id is given back
   */
  private Optional<Ack> made(Delivery delivery, Supplier<Ack> ending) {
    try {
      return Optional.of(ending.get());
    } catch (Throwable e) {
      log.error("{} goes back to its list: its run could not be ended.", delivery.shown(), e);
      engine.queue().giveBackLater(delivery);
      return Optional.empty();
    }
  }

  /**
   * @param again whether it was refused before
   */
  private void deadLetter(Ack ack, ChainOutcome.Failed failed, boolean again) {
    engine
        .acks()
        .send(
            ack,
            answer -> {
              if (again) {
                parked.decrementAndGet();
              }
              switch (answer) {
                case Ack.Answer.Done() -> deadLettered(ack.delivery(), failed);
                case Ack.Answer.NotOurs() -> takenOver(ack.delivery());
                case Ack.Answer.Refused refused -> {
                  parked.incrementAndGet();
                  refused(ack.delivery(), refused);
                  CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
                      .execute(() -> deadLetter(ack, failed, true));
                }
              }
            });
  }

  private void deadLettered(Delivery delivery, ChainOutcome.Failed failed) {
    FailedAt at = failed.at();
    String list = delivery.list();
    refusing.ended(list).ifPresent(over -> told(list, over));
    deferred(failed.deferred());
    ends.failed(delivery, at.step(), at.code());
    tell(new PipelineEvent.DeadLettered(list, at.code()));
    letters.tell(delivery, at);
  }

  private static void told(String list, Refusals.Refusal over) {
    log.atInfo()
        .addKeyValue(OUTAGE, "dead_letters:" + list)
        .addKeyValue(SECONDS, over.seconds())
        .log("DLQ:{} takes dead letters again after {} s.", list, over.seconds());
  }

  private void refused(Delivery delivery, Ack.Answer.Refused refused) {
    tell(
        new PipelineEvent.DeadLetterRefused(
            delivery.list(), refused.list() + ": " + refused.why()));
    if (refusing.began(delivery.list(), refused.why())) {
      log.atError()
          .addKeyValue(OUTAGE, "dead_letters:" + delivery.list())
          .addKeyValue(CHAIN, chain.name())
          .addKeyValue(LIST, delivery.list())
          .addKeyValue(UUID, delivery.shown())
          .addKeyValue(CAUSE, refused.why())
          .log(
              "{} cannot be dead-lettered: list {} refuses it ({}). It stays in flight and is tried"
                  + " again every {} s, and so is every other one.",
              delivery.shown(),
              refused.list(),
              refused.why(),
              pause.toSeconds());
    }
  }

  private void held(Delivery delivery, ChainOutcome.Held held) {
    int trials = Endings.number(delivery, "trials") + (held.alone() ? 1 : 0);
    if (trials >= MOST_TRIALS) {
      var reasons = new LinkedHashMap<String, String>();
      held.reasons()
          .forEach((storage, reason) ->
              reasons.put(
                  storage, reason + "; it was tried " + trials + " times and nothing else failed"));
      failed(
          delivery,
          new ChainOutcome.Failed(new FailedAt.AtStorages(reasons), held.unfinished(), List.of()));
      return;
    }
    tell(new PipelineEvent.Returned(delivery.list(), "storage_away", 1));
    heldBack.keep(delivery, endings.held(held, trials));
  }

  private void stale(Delivery delivery) {
    int times = Endings.number(delivery, "stale") + 1;
    if (times >= MOST_STALE) {
      failed(
          delivery,
          new ChainOutcome.Failed(
              new FailedAt.AtWriteBack(
                  "document_keeps_changing",
                  "somebody posted a newer document during each of " + times + " runs")));
      return;
    }
    tell(new PipelineEvent.Returned(delivery.list(), "document_changed", 1));
    engine.queue().giveBack(delivery, Map.of("stale", Integer.toString(times)));
  }

  /**
   * @param refusal what the run becomes if a list refuses the id
   */
  private void send(
      Delivery delivery,
      Supplier<Ack> ending,
      Function<String, ChainOutcome.Failed> refusal,
      Runnable done) {
    made(delivery, ending)
        .ifPresent(ack ->
            engine
                .acks()
                .send(
                    ack,
                    answer -> {
                      switch (answer) {
                        case Ack.Answer.Done() -> done.run();
                        case Ack.Answer.NotOurs() -> takenOver(delivery);
                        case Ack.Answer.Refused(String list, String why) ->
                            failed(
                                delivery,
                                refusal.apply("list " + list + " refused the id: " + why));
                      }
                    }));
  }

  private static void takenOver(Delivery delivery) {
    log.debug("{} was taken over.", delivery.shown());
  }

  private void deferred(List<String> storages) {
    storages.forEach(storage -> tell(new PipelineEvent.Deferred(storage)));
  }

  private void tell(PipelineEvent event) {
    engine.events().on(event);
  }
}
