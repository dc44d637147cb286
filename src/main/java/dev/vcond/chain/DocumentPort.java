package dev.vcond.chain;

import dev.vcond.vcon.NotJsonException;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.util.List;
import java.util.Optional;

/** What a run needs from where documents live. One per run; used by one thread at a time. */
public interface DocumentPort {

  /** How a write-back ended. */
  enum WriteBack {
    WRITTEN,
    CHANGED,
    TAKEN,
    REFUSED
  }

  /** Whether the claim of this run is still ours; asked before every effect. */
  boolean ours();

  /** Reads another document, after a swap; empty if it is nowhere. */
  Optional<Vcon> load(VconId id) throws NotJsonException, InterruptedException;

  /**
   * Writes a changed document back where the one with this SHA-1 still is, together with the
   * checkpoint.
   *
   * @param loadedSha1 of what was loaded or written last
   */
  WriteBack writeBack(Vcon vcon, String loadedSha1, Checkpoint checkpoint)
      throws InterruptedException;

  /**
   * Pushes the id to the egress lists ahead of the storages ({@code egress: before_storage}); false
   * if refused.
   */
  boolean pushEgress(VconId id, List<String> lists) throws InterruptedException;
}
