package dev.vcond.worker;

import static dev.vcond.event.LogFields.UUID;

import dev.vcond.chain.Chain;
import dev.vcond.event.PipelineEvent;
import dev.vcond.queue.RedisAdvice;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import dev.vcond.storage.DocumentSource;
import dev.vcond.storage.StorageWriter;
import dev.vcond.time.Seldom;
import dev.vcond.vcon.VconId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the text of a document: in Redis, else in the configured storages, from where it is put
 * back. Thread-safe.
 */
final class Bodies {
  private static final Logger log = LoggerFactory.getLogger(Bodies.class);

  private final Engine engine;
  private final Seldom tell = new Seldom();
  private final List<DocumentSource> storages;

  /**
   * @param chain whose own storages are asked first
   */
  Bodies(Engine engine, Chain chain) {
    this.engine = engine;
    this.storages = engine.config().compat().storageFallback() ? inOrder(engine, chain) : List.of();
  }

  private static List<DocumentSource> inOrder(Engine engine, Chain chain) {
    List<StorageWriter> own = chain.storages();
    // A storage that is owed a document can only have an older one.
    return chain.repays()
        ? engine.readers().stream()
            .<DocumentSource>map(one -> one)
            .filter(one -> !own.contains(one))
            .toList()
        : Stream.<DocumentSource>concat(own.stream(), engine.readers().stream())
            .distinct()
            .toList();
  }

  /** How a search ended. */
  sealed interface Answer {
    /** The text. */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once; never compared
    record Found(byte[] text) implements Answer {}

    /**
     * Nobody has it, or nobody could say so.
     *
     * @param code {@code body_missing} if everybody who could have it was asked and does not,
     *     {@code body_unavailable} if somebody could not answer, {@code body_unreadable} if its key
     *     holds something else, else what is wrong with what there was
     * @param why who was asked and what each said
     */
    record Nowhere(String code, String why) implements Answer {}
  }

  /** Looks for one document. */
  Answer find(VconId id) throws RedisOutage, RedisRefusal, InterruptedException {
    Optional<byte[]> inRedis = engine.documents().read(id);
    return inRedis.isPresent() ? new Answer.Found(inRedis.get()) : restore(id);
  }

  private Answer restore(VconId id) throws RedisOutage, InterruptedException {
    var search = new StorageSearch(id, engine.config().worker().onUuidMismatch());
    search.say("vcon:" + id + " is not in Redis");
    if (!engine.config().compat().storageFallback()) {
      search.say("storages are not asked (VCON_STORAGE_FALLBACK_ENABLED is false)");
    }
    Optional<StorageSearch.Found> found = search.in(storages);
    if (found.isEmpty()) {
      return search.nowhere();
    }
    putBack(id, found.get().text());
    engine.events().on(new PipelineEvent.Restored(found.get().storage()));
    return new Answer.Found(found.get().text());
  }

  private void putBack(VconId id, byte[] text) throws RedisOutage, InterruptedException {
    try {
      engine.documents().putBack(id, text, engine.config().compat().redisExpiry());
    } catch (RedisRefusal e) {
      // A full Redis: the run needs it only if a link changes the document.
      if (tell.now()) {
        log.atWarn()
            .addKeyValue(UUID, id)
            .log(
                "{} was found in a storage, but Redis does not take it back: {} Told of once a"
                    + " minute.",
                id,
                RedisAdvice.with(String.valueOf(e.getMessage())));
      }
    }
  }
}
