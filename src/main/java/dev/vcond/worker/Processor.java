package dev.vcond.worker;

import dev.vcond.chain.Chain;
import dev.vcond.chain.ChainOutcome;
import dev.vcond.chain.FailedAt;
import dev.vcond.chain.Run;
import dev.vcond.config.OnUuidMismatch;
import dev.vcond.deadletter.DeadLetter;
import dev.vcond.queue.Delivery;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import dev.vcond.vcon.NotJsonException;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one delivery from its text to a settled run: identity, document, chain. Thread-safe; runs
 * on a virtual thread each.
 */
final class Processor {
  private static final Logger log = LoggerFactory.getLogger(Processor.class);

  private final Engine engine;
  private final Chain chain;
  private final Bodies bodies;
  private final MemoryBudget memory;
  private final Reading reading;

  /** Calls under way, those whose run somebody else has ended among them. */
  private final AtomicInteger busy = new AtomicInteger();

  Processor(Engine engine, Chain chain, MemoryBudget memory) {
    this.memory = memory;
    this.engine = engine;
    this.chain = chain;
    this.bodies = new Bodies(engine, chain);
    this.reading = new Reading(chain.name());
  }

  /** Whether documents can be read. */
  Reading reading() {
    return reading;
  }

  /** Tries it out if the last one could not be. */
  boolean canRead() throws InterruptedException {
    return reading.works(id -> memory.unplanned(() -> engine.documents().read(id)));
  }

  /** Whether no code of a link runs for it any more. */
  boolean idle() {
    return busy.get() == 0;
  }

  /**
   * @param read the text, if it has been read already with others
   */
  void process(Delivery delivery, Optional<byte[]> read, Run run) {
    busy.incrementAndGet();
    try {
      processNow(delivery, read, run);
    } finally {
      busy.decrementAndGet();
    }
  }

  private void processNow(Delivery delivery, Optional<byte[]> read, Run run) {
    Optional<VconId> id = delivery.id();
    if (id.isEmpty()) {
      fail(run, "invalid_id", "the entry is no uuid: " + delivery.shown());
      return;
    }
    try (var growth = memory.growth()) {
      Bodies.Answer answer =
          read.isPresent() ? new Bodies.Answer.Found(read.get()) : find(id.get(), growth);
      switch (answer) {
        case Bodies.Answer.Found(byte[] text) ->
            chain(delivery, Vcon.read(id.get(), text), run, growth);
        case Bodies.Answer.Nowhere(String code, String why) -> fail(run, code, why);
      }
    } catch (NotJsonException e) {
      fail(run, "not_json", String.valueOf(e.getMessage()));
    } catch (RedisRefusal e) {
      fail(run, "body_unreadable", "vcon:" + id.get() + " cannot be read: " + e.getMessage());
    } catch (RedisOutage e) {
      reading.failed(id.get(), e);
      engine.queue().giveBackLater(delivery);
      run.settle(new ChainOutcome.Discarded());
    } catch (InterruptedException _) {
      run.settle(new ChainOutcome.Discarded());
    } catch (Throwable e) {
      // A defect of ours or no memory left: the id must not stay in flight unheard of.
      log.error("Processing {} failed unexpectedly.", id.get(), e);
      run.settle(new ChainOutcome.Failed(FailedAt.unexpected(e)));
    }
  }

  /** A document whose size was not known at the claim, such as one of RedisJSON. */
  private Bodies.Answer find(VconId id, MemoryBudget.Growth growth)
      throws RedisOutage, RedisRefusal, InterruptedException {
    Bodies.Answer answer = memory.unplanned(() -> bodies.find(id));
    if (answer instanceof Bodies.Answer.Found(byte[] text)) {
      growth.add(text.length);
    }
    return answer;
  }

  private void chain(Delivery delivery, Vcon vcon, Run run, MemoryBudget.Growth growth) {
    if (vcon.uuidDiffers()
        && engine.config().worker().onUuidMismatch() == OnUuidMismatch.DEAD_LETTER) {
      fail(
          run,
          "uuid_mismatch",
          "the document says uuid "
              + vcon.declaredUuid().orElse("")
              + ", the list said "
              + vcon.id());
      return;
    }
    var port = new DeliveryPort(engine, id -> find(id, growth), delivery, run);
    engine
        .runner()
        .run(chain, delivery.list(), vcon, DeadLetter.checkpoint(delivery.record()), port, run);
  }

  private static void fail(Run run, String code, String text) {
    run.settle(new ChainOutcome.Failed(new FailedAt.Document(code, text)));
  }
}
