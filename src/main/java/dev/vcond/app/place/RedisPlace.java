package dev.vcond.app.place;

import dev.vcond.queue.Documents;
import dev.vcond.queue.Eraser;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import dev.vcond.vcon.VconId;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The document as the chains read it. Keys hold ids as they were written, so an id in upper case is
 * looked for in lower case as well.
 */
public final class RedisPlace implements Place {
  /** What it is called among the storages. */
  public static final String NAME = "redis";

  private final Documents documents;
  private final Eraser eraser;

  public RedisPlace(Documents documents, Eraser eraser) {
    this.documents = documents;
    this.eraser = eraser;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Answer get(VconId id) throws InterruptedException {
    try {
      for (VconId form : forms(id)) {
        Optional<byte[]> json = documents.read(form);
        if (json.isPresent()) {
          return new Answer.Found(json.get());
        }
      }
      return new Answer.NotThere();
    } catch (RedisOutage | RedisRefusal e) {
      return new Answer.Failed(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Answer delete(VconId id) throws InterruptedException {
    try {
      boolean deleted = false;
      for (VconId form : forms(id)) {
        deleted |= eraser.erase(form);
      }
      return deleted ? new Answer.Deleted() : new Answer.NotThere();
    } catch (RedisOutage | RedisRefusal e) {
      return new Answer.Failed(String.valueOf(e.getMessage()));
    }
  }

  private static Set<VconId> forms(VconId id) {
    var forms = new LinkedHashSet<VconId>();
    forms.add(id);
    forms.add(VconId.parse(id.canonical()).orElseThrow());
    return forms;
  }
}
