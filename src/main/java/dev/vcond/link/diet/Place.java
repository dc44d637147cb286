package dev.vcond.link.diet;

import dev.vcond.request.RequestFailed;
import dev.vcond.vcon.Dialog;
import dev.vcond.vcon.VconId;
import org.jspecify.annotations.Nullable;

/** Where bodies are moved to. Thread-safe. */
interface Place extends AutoCloseable {
  /**
   * Where a body is now.
   *
   * @param contentHash null if the place cannot say what is there
   */
  record Moved(String url, @Nullable String contentHash) {}

  /** Takes a body; returns when it is safe there. The same body again is the same place. */
  Moved take(VconId id, Dialog dialog) throws DietFailed, RequestFailed, InterruptedException;

  @Override
  void close();
}
