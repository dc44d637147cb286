package dev.vcond.worker;

import static dev.vcond.event.LogFields.CAUSE;
import static dev.vcond.event.LogFields.CHAIN;
import static dev.vcond.event.LogFields.LIST;
import static dev.vcond.event.LogFields.OUTAGE;
import static dev.vcond.event.LogFields.SECONDS;

import dev.vcond.chain.Chain;
import dev.vcond.config.Order;
import dev.vcond.event.PipelineEvent;
import dev.vcond.queue.Delivery;
import dev.vcond.queue.IngressQueue;
import dev.vcond.queue.RedisAdvice;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import dev.vcond.queue.Refusals;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims from the lists of a chain, which take turns to be asked first. Used by one thread; what it
 * knows by any.
 */
final class Claims {
  private static final Logger log = LoggerFactory.getLogger(Claims.class);

  private final Engine engine;
  private final Chain chain;
  private final Refusals refusals = new Refusals();
  private volatile boolean answered;
  private int first;

  Claims(Engine engine, Chain chain) {
    this.engine = engine;
    this.chain = chain;
  }

  /** Whether Redis answered for every list when it was last asked. */
  boolean answered() {
    return answered && refusedLists().isEmpty();
  }

  /** Lists that cannot be claimed from, until Redis takes it back. */
  Set<String> refusedLists() {
    return refusals.now().keySet();
  }

  /**
   * Asks each list once, as long as there is room.
   *
   * @param room how many more ids may be claimed; falls as they begin
   * @return whether any list had something
   */
  boolean round(IntSupplier room, Consumer<List<Delivery>> begin)
      throws RedisOutage, InterruptedException {
    List<String> lists = chain.ingressLists();
    boolean found = false;
    int begun = first;
    first = (first + 1) % lists.size();
    for (int i = 0; i < lists.size(); i++) {
      int most = room.getAsInt();
      if (most == 0) {
        return true;
      }
      boolean fair = engine.config().worker().order() == Order.FAIR;
      found |= claim(lists.get(fair ? (begun + i) % lists.size() : i), most, begin);
    }
    return found;
  }

  private boolean claim(String list, int most, Consumer<List<Delivery>> begin)
      throws RedisOutage, InterruptedException {
    try {
      IngressQueue.Claimed claimed = engine.queue().claim(list, most, guard());
      answered = true;
      refusals.ended(list).ifPresent(over -> told(list, over));
      if (!claimed.nothing()) {
        int count = claimed.deliveries().size();
        engine.events().on(new PipelineEvent.Claimed(chain.name(), list, count, claimed.marked()));
        begin.accept(claimed.deliveries());
      }
      return !claimed.nothing();
    } catch (RedisOutage e) {
      answered = false;
      throw e;
    } catch (RedisRefusal e) {
      String why = String.valueOf(e.getMessage());
      if (refusals.began(list, why)) {
        log.atError()
            .addKeyValue(OUTAGE, "claims:" + list)
            .addKeyValue(CHAIN, chain.name())
            .addKeyValue(LIST, list)
            .addKeyValue(CAUSE, why)
            .log(
                "List {} of chain {} cannot be claimed from; {}: {}",
                list,
                chain.name(),
                chain.ingressLists().size() == 1 ? "it is tried again" : "its other lists go on",
                RedisAdvice.with(why));
      }
      return false;
    }
  }

  private void told(String list, Refusals.Refusal over) {
    log.atInfo()
        .addKeyValue(OUTAGE, "claims:" + list)
        .addKeyValue(SECONDS, over.seconds())
        .log(
            "List {} of chain {} is claimed from again after {} s.",
            list,
            chain.name(),
            over.seconds());
  }

  private Duration guard() {
    Duration twice = chain.timeout().multipliedBy(2);
    Duration expiry = engine.config().compat().redisExpiry();
    return expiry.compareTo(twice) > 0 ? expiry : twice;
  }
}
