package dev.vcond.worker;

import dev.vcond.chain.Chain;
import dev.vcond.chain.ChainOutcome;
import dev.vcond.chain.Run;
import dev.vcond.queue.Delivery;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import dev.vcond.vcon.VconId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the documents of one claim in groups within the memory budget and starts a virtual thread
 * for each. What does not fit waits unread. Thread-safe.
 */
final class BatchLoad {
  private static final long MOST_BYTES = 8_000_000;

  private final Engine engine;
  private final Processor processor;
  private final MemoryBudget memory;

  BatchLoad(Engine engine, Chain chain, MemoryBudget memory) {
    this.engine = engine;
    this.processor = new Processor(engine, chain);
    this.memory = memory;
  }

  /** A delivery whose run has begun. */
  record Started(Delivery delivery, Run run) {}

  void load(List<Started> all) {
    try {
      var group = new ArrayList<Started>();
      long bytes = 0;
      for (Started next : all) {
        long length = Math.max(0, next.delivery().bodyLength());
        if (!group.isEmpty() && bytes + length > MOST_BYTES) {
          read(group, bytes);
          group = new ArrayList<>();
          bytes = 0;
        }
        group.add(next);
        bytes += length;
      }
      read(group, bytes);
    } catch (InterruptedException _) {
      all.forEach(one -> one.run().settle(new ChainOutcome.Discarded()));
    }
  }

  private void read(List<Started> group, long bytes) throws InterruptedException {
    var strings = group.stream().filter(one -> one.delivery().bodyLength() > 0).toList();
    int[] taken = new int[group.size()];
    // One reservation for the group: taking piece by piece, two groups could each hold half and
    // wait for ever.
    int all = memory.take(bytes);
    int left = all;
    for (int i = 0; i < group.size(); i++) {
      taken[i] = i == group.size() - 1 ? left : Math.min(left, share(all, group.get(i), bytes));
      left -= taken[i];
    }
    List<Optional<byte[]>> texts = texts(strings);
    int at = 0;
    for (int i = 0; i < group.size(); i++) {
      Started one = group.get(i);
      Optional<byte[]> text = one.delivery().bodyLength() > 0 ? texts.get(at++) : Optional.empty();
      int mine = taken[i];
      Thread.ofVirtual()
          .name("vcond-run")
          .start(() -> {
            try {
              processor.process(one.delivery(), text, one.run());
            } finally {
              memory.giveBack(mine);
            }
          });
    }
  }

  private static int share(int all, Started one, long bytes) {
    return bytes == 0 ? 0 : (int) (all * Math.max(0, one.delivery().bodyLength()) / bytes);
  }

  private List<Optional<byte[]>> texts(List<Started> strings) throws InterruptedException {
    if (strings.isEmpty()) {
      return List.of();
    }
    List<VconId> ids = strings.stream().map(one -> one.delivery().id().orElseThrow()).toList();
    try {
      return engine.documents().readStrings(ids);
    } catch (RedisOutage | RedisRefusal _) {
      // Each then asks for its own, and gives back or fails by itself.
      return ids.stream().map(_ -> Optional.<byte[]>empty()).toList();
    }
  }
}
