package dev.vcond.queue;

import dev.vcond.vcon.NotJsonException;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Takes documents out of Redis for good, and out of everything that they are found by. Thread-safe.
 */
public final class Eraser {
  private final Redis redis;
  private final Documents documents;
  private final SearchIndex index;

  public Eraser(Redis redis, SearchIndex index) {
    this.redis = redis;
    this.documents = new Documents(redis);
    this.index = index;
  }

  /**
   * Deletes a document's body and its entries in the search index. The lists that hold its id are
   * left alone.
   *
   * @return whether there was a body
   */
  public boolean erase(VconId id) throws RedisOutage, RedisRefusal, InterruptedException {
    Optional<byte[]> json = documents.read(id);
    boolean erased = Redis.await(redis.documents().del(Keys.document(id))) > 0;
    // Afterwards: what is found by a search and then not there is better than the reverse.
    for (var answer : index.remove(redis.documents(), id, json.flatMap(text -> vcon(id, text)))) {
      Redis.await(answer);
    }
    return erased;
  }

  /** What is not JSON was never found by its parties. */
  private static Optional<Vcon> vcon(VconId id, byte[] json) {
    try {
      return Optional.of(Vcon.read(id, json));
    } catch (NotJsonException _) {
      return Optional.empty();
    }
  }

  /** The lists from which somebody has claimed the id and has not ended its run yet. */
  public List<String> inFlight(VconId id, Collection<String> lists)
      throws RedisOutage, RedisRefusal, InterruptedException {
    var found = new ArrayList<String>();
    for (String list : lists) {
      byte[] field = Keys.bytes(id.asPopped());
      if (Redis.await(redis.queue().hexists(Keys.inflight(list), field))) {
        found.add(list);
      }
    }
    return found;
  }
}
