package dev.vcond.worker;

import dev.vcond.chain.Chain;
import dev.vcond.chain.ChainOutcome;
import dev.vcond.chain.FailedAt;
import dev.vcond.chain.Run;
import dev.vcond.queue.Delivery;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import dev.vcond.queue.Refusals;
import dev.vcond.queue.Suspicion;
import dev.vcond.vcon.VconId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the documents of one claim in groups within the memory budget and starts a virtual thread
 * for each. What does not fit waits unread. Thread-safe.
 */
final class BatchLoad {
  private static final Logger log = LoggerFactory.getLogger(BatchLoad.class);
  private static final long MOST_BYTES = 8_000_000;

  private final Engine engine;
  private final Processor processor;
  private final MemoryBudget memory;

  BatchLoad(Engine engine, Chain chain, MemoryBudget memory) {
    this.engine = engine;
    this.processor = new Processor(engine, chain, memory);
    this.memory = memory;
  }

  /** Whether no code of a link runs for it any more. */
  boolean idle() {
    return processor.idle();
  }

  /** A delivery whose run has begun. */
  record Started(Delivery delivery, Run run) {
    /** Bytes of a document that can be read together with others, else 0. */
    private long length() {
      return Math.max(0, delivery.bodyLength());
    }
  }

  /** Why and since when documents may not be read, if so. */
  Optional<Refusals.Refusal> forbidden() {
    return processor.reading().trouble();
  }

  /** Whether documents can be read, which is tried out if the last one could not be. */
  boolean canRead() throws InterruptedException {
    return processor.canRead();
  }

  void load(List<Started> all) {
    var waiting = new ArrayDeque<Started>();
    for (Started one : all) {
      if (neverFits(one)) {
        continue;
      }
      if (Suspicion.suspects(one.delivery())) {
        startSuspect(one);
      } else {
        waiting.add(one);
      }
    }
    try {
      while (!waiting.isEmpty()) {
        start(waiting);
        // After a lapse of the lease nobody needs what was not read yet.
        waiting.removeIf(one -> one.run().over());
      }
    } catch (InterruptedException _) {
      waiting.forEach(one -> one.run().settle(new ChainOutcome.Discarded()));
    } catch (Throwable e) {
      log.error("Documents could not be read for an unexpected reason.", e);
      waiting.forEach(one -> one.run().settle(new ChainOutcome.Failed(FailedAt.unexpected(e))));
    }
  }

  /** Unread until it is its turn: the reading may be what kills. */
  private void startSuspect(Started one) {
    Thread.ofVirtual()
        .name("vcond-suspect")
        .start(
            () -> engine.suspects().inTurn(one.delivery(), one.run(), () -> readAndProcess(one)));
  }

  private void readAndProcess(Started one) {
    int mine = memory.weight(one.length());
    try {
      memory.take(mine);
      try {
        processor.process(one.delivery(), texts(List.of(one)).getFirst(), one.run());
      } finally {
        memory.giveBack(mine);
      }
    } catch (InterruptedException _) {
      one.run().settle(new ChainOutcome.Discarded());
    }
  }

  private boolean neverFits(Started one) {
    Optional<FailedAt> refusal = engine.room().refusal(one.length(), 1);
    refusal.ifPresent(why -> one.run().settle(new ChainOutcome.Failed(why)));
    return refusal.isPresent();
  }

  private void start(Queue<Started> waiting) throws InterruptedException {
    List<Started> group = group(waiting);
    // One reservation for the group: taking piece by piece, two groups could each hold half and
    // wait for ever.
    int reserved = group.stream().mapToInt(one -> memory.weight(one.length())).sum();
    memory.take(reserved);
    try {
      List<Optional<byte[]>> texts = texts(group);
      for (int i = 0; i < group.size(); i++) {
        int mine = memory.weight(group.get(i).length());
        start(group.get(i), texts.get(i), mine);
        reserved -= mine;
        waiting.remove();
      }
    } finally {
      memory.giveBack(reserved);
    }
  }

  /** The next that go together; they stay in the queue until they are started. */
  private List<Started> group(Queue<Started> waiting) {
    var group = new ArrayList<Started>();
    long bytes = 0;
    long weight = 0;
    for (Started next : waiting) {
      bytes += next.length();
      weight += memory.weight(next.length());
      if (!group.isEmpty() && (bytes > MOST_BYTES || !memory.holds(weight))) {
        break;
      }
      group.add(next);
    }
    return group;
  }

  private void start(Started one, Optional<byte[]> text, int reserved) {
    Thread.ofVirtual()
        .name("vcond-run")
        .start(() -> {
          try {
            processor.process(one.delivery(), text, one.run());
          } finally {
            memory.giveBack(reserved);
          }
        });
  }

  /** The text of each, empty for those that have to ask for their own. */
  private List<Optional<byte[]>> texts(List<Started> group) throws InterruptedException {
    List<VconId> ids =
        group.stream()
            .filter(BatchLoad::isReadWithOthers)
            .map(one -> one.delivery().id().orElseThrow())
            .toList();
    var read = ids.isEmpty() ? List.<Optional<byte[]>>of() : read(ids);
    var texts = read.iterator();
    return group.stream()
        .map(one -> isReadWithOthers(one) ? texts.next() : Optional.<byte[]>empty())
        .toList();
  }

  /** One that fills a group alone is read by its own run, in pieces. */
  private static boolean isReadWithOthers(Started one) {
    return one.length() > 0 && one.length() <= MOST_BYTES;
  }

  private List<Optional<byte[]>> read(List<VconId> ids) throws InterruptedException {
    try {
      return engine.documents().readStrings(ids);
    } catch (RedisOutage | RedisRefusal _) {
      // Each then asks for its own, and gives back or fails by itself.
      return ids.stream().map(_ -> Optional.<byte[]>empty()).toList();
    }
  }
}
