package dev.vcond.worker;

import static dev.vcond.event.LogFields.ATTEMPTS;
import static dev.vcond.event.LogFields.CAUSE;
import static dev.vcond.event.LogFields.CHAIN;
import static dev.vcond.event.LogFields.CODE;
import static dev.vcond.event.LogFields.COUNT;
import static dev.vcond.event.LogFields.LIST;
import static dev.vcond.event.LogFields.STEP;
import static dev.vcond.event.LogFields.UUID;

import dev.vcond.chain.FailedAt;
import dev.vcond.queue.Delivery;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Tells of dead letters: the first of each cause at once, then one in ten seconds with the number
 * of the others. A storage that is down makes thousands of them, all for one reason. Thread-safe.
 */
final class DeadLetterLog {
  private static final Logger log = LoggerFactory.getLogger(DeadLetterLog.class);
  private static final long QUIET_NANOS = Duration.ofSeconds(10).toNanos();

  private final String chain;
  private final LongSupplier nanoTime;
  private final ConcurrentMap<Cause, Told> causes = new ConcurrentHashMap<>();

  /**
   * @param nanoTime a clock like {@link System#nanoTime}
   */
  DeadLetterLog(String chain, LongSupplier nanoTime) {
    this.chain = chain;
    this.nanoTime = nanoTime;
  }

  private record Cause(String list, String step, String code) {}

  /**
   * @param nanos when the log last told of the cause
   * @param untold dead letters since then
   * @param before dead letters that the last line counts up, besides its own
   */
  private record Told(long nanos, long untold, long before) {}

  void tell(Delivery delivery, FailedAt at) {
    long now = nanoTime.getAsLong();
    var cause = new Cause(delivery.list(), at.step(), at.code());
    Told told =
        causes.merge(
            cause,
            new Told(now, 0, 0),
            (last, _) ->
                now - last.nanos < QUIET_NANOS
                    ? new Told(last.nanos, last.untold + 1, 0)
                    : new Told(now, 0, last.untold));
    boolean quiet = told.untold > 0;
    LoggingEventBuilder event = quiet ? log.atDebug() : log.atWarn();
    event
        .addKeyValue(CHAIN, chain)
        .addKeyValue(LIST, delivery.list())
        .addKeyValue(UUID, delivery.shown())
        .addKeyValue(STEP, at.step())
        .addKeyValue(CODE, at.code())
        .addKeyValue(ATTEMPTS, at.attempts())
        .addKeyValue(CAUSE, at.text())
        .addKeyValue(COUNT, 1 + told.before)
        .log(
            "{} from list {} went to DLQ:{} in chain {}: {}{}",
            delivery.shown(),
            delivery.list(),
            delivery.list(),
            chain,
            at.text(),
            told.before == 0 ? "" : " (and " + told.before + " more like it before)");
  }
}
