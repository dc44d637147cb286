package dev.vcond.queue;

import dev.vcond.event.PipelineEvent;
import dev.vcond.event.PipelineListener;
import io.lettuce.core.ScriptOutputType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds ids that the in-flight hash says are ours and that memory does not know: they were claimed
 * by a call whose answer was lost, and nobody works on them. Seen twice, ten seconds apart, they go
 * back to the head of their list. Claims of calls that still wait for their answer do not count;
 * twice, because the end of a run may be heard between a look into Redis and one into memory.
 */
public final class SelfCheck implements Upkeep.Chore {
  private static final Logger log = LoggerFactory.getLogger(SelfCheck.class);

  private final Redis redis;
  private final Instance instance;
  private final Lease lease;
  private final IngressQueue queue;
  private final PipelineListener events;
  private final Supplier<List<String>> lists;
  private Set<String> suspects = Set.of();

  /** What a self-check needs from its surroundings. */
  public record Surroundings(Redis redis, Instance instance, Lease lease) {}

  /**
   * @param lists the ingress lists claimed from now
   */
  public SelfCheck(
      Surroundings around,
      IngressQueue queue,
      PipelineListener events,
      Supplier<List<String>> lists) {
    this.redis = around.redis;
    this.instance = around.instance;
    this.lease = around.lease;
    this.queue = queue;
    this.events = events;
    this.lists = lists;
  }

  @Override
  public String name() {
    return "comparing the in-flight hash with what is known here";
  }

  @Override
  public long periodMillis() {
    return redis.timings().selfCheck().toMillis();
  }

  @Override
  public void run() {
    if (!lease.holds()) {
      // A lapse gives everything back by itself.
      suspects = Set.of();
      return;
    }
    try {
      var seen = new HashSet<String>();
      for (String list : lists.get()) {
        checkUnlessRefused(list, seen);
      }
      suspects = seen;
    } catch (RedisOutage e) {
      log.debug("The in-flight hashes cannot be read now: {}", e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void checkUnlessRefused(String list, Set<String> seen)
      throws RedisOutage, InterruptedException {
    try {
      check(list, seen);
    } catch (RedisRefusal e) {
      log.debug("The in-flight hash of list {} cannot be read: {}", list, e.getMessage());
    }
  }

  private void check(String list, Set<String> seen)
      throws RedisOutage, RedisRefusal, InterruptedException {
    long epoch = lease.epoch();
    long answeredBelow = queue.answeredBelow();
    int returned = 0;
    for (Delivery held : held(list, epoch)) {
      if (queue.holdings().knows(held.claim()) || ClaimNumbers.of(held.claim()) >= answeredBelow) {
        continue;
      }
      if (suspects.contains(held.claim())) {
        queue.giveBack(held, Map.of());
        returned++;
      } else {
        seen.add(held.claim());
      }
    }
    if (returned > 0) {
      log.warn(
          "{} ids of list {} were claimed by a call whose answer was lost; they went back to its"
              + " head.",
          returned,
          list);
      events.on(new PipelineEvent.Recovered(list, returned));
    }
  }

  private List<Delivery> held(String list, long epoch)
      throws RedisOutage, RedisRefusal, InterruptedException {
    List<byte[]> flat =
        Redis.await(
            Redis.<List<byte[]>>run(
                redis.control(),
                Script.HELD,
                ScriptOutputType.MULTI,
                new byte[][] {Keys.inflight(list)},
                Keys.bytes(instance.id())));
    var held = new ArrayList<Delivery>();
    for (int i = 0; i + 1 < flat.size(); i += 2) {
      String claim = Keys.text(flat.get(i + 1)).replaceFirst("\\+$", "");
      held.add(new Delivery(list, flat.get(i), claim, epoch, 0, Map.of(), System.nanoTime()));
    }
    // The last one first: each goes to the head.
    held.sort(Comparator.comparingLong((Delivery one) -> ClaimNumbers.of(one.claim())).reversed());
    return held;
  }
}
