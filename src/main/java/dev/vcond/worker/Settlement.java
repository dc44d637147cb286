package dev.vcond.worker;

import dev.vcond.chain.Chain;
import dev.vcond.chain.ChainOutcome;
import dev.vcond.chain.FailedAt;
import dev.vcond.event.PipelineEvent;
import dev.vcond.queue.Ack;
import dev.vcond.queue.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
  private static final int MOST_STALE = 3;

  private final Engine engine;
  private final Chain chain;
  private final Endings endings;

  Settlement(Engine engine, Chain chain) {
    this.engine = engine;
    this.chain = chain;
    this.endings = new Endings(engine.config(), chain, engine.clock());
  }

  void settle(Delivery delivery, ChainOutcome outcome) {
    switch (outcome) {
      case ChainOutcome.Completed done -> completed(delivery, done);
      case ChainOutcome.Halted halted -> halted(delivery, halted);
      case ChainOutcome.Failed failed -> failed(delivery, failed);
      case ChainOutcome.Stale() -> stale(delivery);
      case ChainOutcome.Discarded() -> {
        engine.queue().abandon(delivery);
        engine.events().on(new PipelineEvent.Discarded(delivery.list(), "not_ours"));
      }
    }
  }

  private void completed(Delivery delivery, ChainOutcome.Completed done) {
    send(
        endings.completed(delivery, done),
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
        endings.halted(delivery, halted),
        why -> new ChainOutcome.Failed(new FailedAt.AtEgress(why), halted.unfinished(), List.of()),
        () ->
            engine
                .events()
                .on(
                    new PipelineEvent.Halted(
                        chain.name(), delivery.list(), halted.link(), since(delivery))));
  }

  private void failed(Delivery delivery, ChainOutcome.Failed failed) {
    deadLetter(endings.failed(delivery, failed), failed.at());
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

  private static Duration since(Delivery delivery) {
    return Duration.ofNanos(System.nanoTime() - delivery.claimedNanos());
  }
}
