package dev.vcond.worker;

import static dev.vcond.event.LogFields.CAUSE;
import static dev.vcond.event.LogFields.OUTAGE;
import static dev.vcond.event.LogFields.SECONDS;

import dev.vcond.queue.RedisAdvice;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import dev.vcond.queue.Refusals;
import dev.vcond.vcon.VconId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether Redis lets a chain read documents. One that no document may be read from is away as far
 * as they are concerned: their ids go back, and nothing is claimed until the last of them can be
 * read. Thread-safe.
 */
final class Reading {
  private static final Logger log = LoggerFactory.getLogger(Reading.class);

  private final String chain;
  private final Refusals refusals = new Refusals();
  private volatile @Nullable VconId last;

  Reading(String chain) {
    this.chain = chain;
  }

  /** A way to read a document. */
  @FunctionalInterface
  interface Look {
    Object at(VconId id) throws RedisOutage, RedisRefusal, InterruptedException;
  }

  /** A document could not be read; the other outages are told by the heart. */
  void failed(VconId id, RedisOutage outage) {
    if (!outage.forbidsReading()) {
      return;
    }
    last = id;
    String why = String.valueOf(outage.getMessage());
    if (refusals.began(chain, why)) {
      log.atError()
          .addKeyValue(OUTAGE, "documents:" + chain)
          .addKeyValue(CAUSE, why)
          .log(
              "Documents cannot be read for chain {}; their ids go back and nothing is claimed: {}",
              chain,
              RedisAdvice.with(why));
    }
  }

  /** Why and since when, if they may not be read. */
  Optional<Refusals.Refusal> trouble() {
    Map<String, Refusals.Refusal> now = refusals.now();
    return Optional.ofNullable(now.get(chain));
  }

  /** Whether documents may be read, which is tried out if the last one could not be. */
  boolean works(Look look) throws InterruptedException {
    VconId id = last;
    if (id == null || trouble().isEmpty()) {
      return true;
    }
    try {
      var _ = look.at(id);
    } catch (RedisOutage _) {
      return false;
    } catch (RedisRefusal e) {
      log.debug("{} is no document.", id, e);
    }
    refusals.ended(chain).ifPresent(this::told);
    return true;
  }

  private void told(Refusals.Refusal over) {
    log.atInfo()
        .addKeyValue(OUTAGE, "documents:" + chain)
        .addKeyValue(SECONDS, over.seconds())
        .log("Documents are read for chain {} again after {} s.", chain, over.seconds());
  }
}
