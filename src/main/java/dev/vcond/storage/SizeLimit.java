package dev.vcond.storage;

import static dev.vcond.event.LogFields.STORAGE;
import static dev.vcond.event.LogFields.UUID;

import dev.vcond.config.OnOversize;
import dev.vcond.config.StoragePolicy;
import dev.vcond.event.PipelineEvent;
import dev.vcond.event.PipelineListener;
import dev.vcond.time.Seldom;
import dev.vcond.vcon.Vcon;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at a document's size before it is stored. Thread-safe. */
final class SizeLimit {
  private static final Logger log = LoggerFactory.getLogger(SizeLimit.class);

  private final String storage;
  private final StoragePolicy policy;
  private final PipelineListener events;
  private final Seldom tell = new Seldom();

  SizeLimit(String storage, StoragePolicy policy, PipelineListener events) {
    this.storage = storage;
    this.policy = policy;
    this.events = events;
  }

  /**
   * @throws DocumentFault if larger ones are rejected
   */
  void check(Vcon vcon) throws DocumentFault {
    if (vcon.size() <= policy.maxSize().bytes()) {
      return;
    }
    if (policy.onOversize() == OnOversize.REJECT) {
      throw new DocumentFault(
          "the document has " + vcon.size() + " bytes, more than max_size " + policy.maxSize());
    }
    events.on(new PipelineEvent.Oversize(storage));
    if (policy.onOversize() == OnOversize.WARN && tell.now()) {
      log.atWarn()
          .addKeyValue(STORAGE, storage)
          .addKeyValue(UUID, vcon.id())
          .log(
              "{} has {} bytes, more than max_size {} of storage {}; it is stored all the same."
                  + " Others are counted, and told of once a minute.",
              vcon.id(),
              vcon.size(),
              policy.maxSize(),
              storage);
    }
  }
}
