package dev.vcond.worker;

import static dev.vcond.event.LogFields.CHAIN;
import static dev.vcond.event.LogFields.LIST;
import static dev.vcond.event.LogFields.SECONDS;
import static dev.vcond.event.LogFields.UUID;

import dev.vcond.event.PipelineEvent;
import dev.vcond.event.PipelineListener;
import dev.vcond.queue.Delivery;
import dev.vcond.vcon.VconId;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how runs of one chain ended. Thread-safe. */
record EndOfRun(PipelineListener events, String chain) {
  private static final Logger log = LoggerFactory.getLogger(EndOfRun.class);

  void completed(Delivery delivery) {
    Duration took = since(delivery);
    events.on(new PipelineEvent.Completed(chain, delivery.list(), took, id(delivery)));
    note(delivery, took, "completed");
  }

  void halted(Delivery delivery, String link, String code) {
    Duration took = since(delivery);
    events.on(new PipelineEvent.Halted(chain, delivery.list(), link, code, took, id(delivery)));
    note(delivery, took, "halted by link " + link + " (" + code + ")");
  }

  /** Dead letters have lines of their own. */
  void failed(Delivery delivery, String step, String code) {
    events.on(
        new PipelineEvent.Failed(
            chain, delivery.list(), step, code, since(delivery), id(delivery)));
  }

  private static String id(Delivery delivery) {
    return delivery.id().map(VconId::canonical).orElse("");
  }

  private static Duration since(Delivery delivery) {
    return Duration.ofNanos(System.nanoTime() - delivery.claimedNanos());
  }

  private void note(Delivery delivery, Duration took, String how) {
    if (log.isDebugEnabled()) {
      log.atDebug()
          .addKeyValue(CHAIN, chain)
          .addKeyValue(LIST, delivery.list())
          .addKeyValue(UUID, delivery.shown())
          .addKeyValue(SECONDS, took.toMillis() / 1000.0)
          .log(
              "{} from list {}: chain {} {} in {} ms.",
              delivery.shown(),
              delivery.list(),
              chain,
              how,
              took.toMillis());
    }
  }
}
