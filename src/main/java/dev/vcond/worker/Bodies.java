package dev.vcond.worker;

import dev.vcond.event.PipelineEvent;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import dev.vcond.storage.Readable;
import dev.vcond.vcon.VconId;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the text of a document: in Redis, else in the configured storages, from where it is put
 * back. Thread-safe.
 */
final class Bodies {
  private static final Logger log = LoggerFactory.getLogger(Bodies.class);

  private final Engine engine;

  Bodies(Engine engine) {
    this.engine = engine;
  }

  /** Reads one; empty only if it is nowhere. */
  Optional<byte[]> find(VconId id) throws RedisOutage, RedisRefusal, InterruptedException {
    Optional<byte[]> inRedis = engine.documents().read(id);
    return inRedis.isPresent() ? inRedis : restore(id);
  }

  private Optional<byte[]> restore(VconId id)
      throws RedisOutage, RedisRefusal, InterruptedException {
    for (var storage : engine.readers()) {
      if (storage.storage() instanceof Readable readable) {
        Optional<byte[]> found = ask(storage.name(), readable, id);
        if (found.isPresent()) {
          engine.documents().putBack(id, found.get(), engine.config().compat().redisExpiry());
          engine.events().on(new PipelineEvent.Restored(storage.name()));
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<byte[]> ask(String name, Readable storage, VconId id)
      throws InterruptedException {
    try {
      return storage.get(id);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      log.warn("Storage {} could not say whether it has {}: {}", name, id, e.getMessage());
      return Optional.empty();
    }
  }
}
