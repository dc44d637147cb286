package dev.vcond.worker;

import dev.vcond.event.PipelineEvent;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import dev.vcond.storage.StorageWriter;
import dev.vcond.vcon.VconId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the text of a document: in Redis, else in the configured storages, from where it is put
 * back. Thread-safe.
 */
final class Bodies {
  private static final Logger log = LoggerFactory.getLogger(Bodies.class);

  /** The reason of a dead letter has room for a few of these. */
  private static final int LONGEST_ANSWER = 120;

  private final Engine engine;

  Bodies(Engine engine) {
    this.engine = engine;
  }

  /** How a search ended. */
  sealed interface Answer {
    /** The text. */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once; never compared
    record Found(byte[] text) implements Answer {}

    /**
     * Nobody has it.
     *
     * @param why who was asked and what each said
     */
    record Nowhere(String why) implements Answer {}
  }

  /** Looks for one document. */
  Answer find(VconId id) throws RedisOutage, RedisRefusal, InterruptedException {
    Optional<byte[]> inRedis = engine.documents().read(id);
    return inRedis.isPresent() ? new Answer.Found(inRedis.get()) : restore(id);
  }

  private Answer restore(VconId id) throws RedisOutage, InterruptedException {
    var said = new ArrayList<String>();
    said.add("vcon:" + id + " is not in Redis");
    if (!engine.config().compat().storageFallback()) {
      said.add("storages are not asked (VCON_STORAGE_FALLBACK_ENABLED is false)");
    }
    for (var storage : engine.readers()) {
      Optional<byte[]> found = ask(storage, id, said);
      if (found.isPresent()) {
        putBack(id, found.get());
        engine.events().on(new PipelineEvent.Restored(storage.name()));
        return new Answer.Found(found.get());
      }
    }
    return new Answer.Nowhere(String.join("; ", said));
  }

  private void putBack(VconId id, byte[] text) throws RedisOutage, InterruptedException {
    try {
      engine.documents().putBack(id, text, engine.config().compat().redisExpiry());
    } catch (RedisRefusal e) {
      // A full Redis: the run needs it only if a link changes the document.
      log.warn(
          "{} was found in a storage, but Redis does not take it back: {}", id, e.getMessage());
    }
  }

  private static Optional<byte[]> ask(StorageWriter storage, VconId id, List<String> said)
      throws InterruptedException {
    if (!storage.readable()) {
      said.add("storage " + storage.name() + " cannot be read back");
      return Optional.empty();
    }
    try {
      Optional<byte[]> found = storage.read(id);
      if (found.isEmpty()) {
        said.add("storage " + storage.name() + " does not have it");
      }
      return found;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      log.debug("Storage {} could not say whether it has {}: {}", storage.name(), id, message(e));
      said.add("storage " + storage.name() + " could not answer: " + shortened(message(e)));
      return Optional.empty();
    }
  }

  private static String message(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_ANSWER ? text : text.substring(0, LONGEST_ANSWER) + "...";
  }
}
