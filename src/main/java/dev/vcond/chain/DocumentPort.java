package dev.vcond.chain;

import dev.vcond.vcon.NotJsonException;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.util.List;
import java.util.Optional;

/** What a run needs from where documents live. One per run; used by one thread at a time. */
public interface DocumentPort {

  /** How a write-back ended. */
  sealed interface WriteBack {
    /**
     * Redis has the document and the checkpoint.
     *
     * @param sha1 of the document as Redis has it: RedisJSON has a spelling of its own
     */
    record Written(String sha1) implements WriteBack {}

    /** Somebody posted another document meanwhile; nothing was written. */
    record Changed() implements WriteBack {}

    /** The claim is no longer ours; nothing was written. */
    record Taken() implements WriteBack {}

    /** Redis refused, in its own words. */
    record Refused(String why) implements WriteBack {}
  }

  /** Whether the claim of this run is still ours; asked before every effect. */
  boolean ours();

  /** How a search for a document ended. */
  sealed interface Lookup {
    /** There it is. */
    record Found(Vcon vcon) implements Lookup {}

    /**
     * It cannot be had.
     *
     * @param code for the dead letter: {@code body_missing} if it is known to be nowhere
     * @param why who was asked and what each said
     */
    record Nowhere(String code, String why) implements Lookup {}
  }

  /** Reads another document, after a swap. */
  Lookup load(VconId id) throws NotJsonException, InterruptedException;

  /**
   * Why there is no memory for the changed form beside the one that was loaded; asked before it is
   * made.
   */
  Optional<FailedAt> tooLarge(Vcon changed);

  /**
   * Writes a changed document back where the one with this SHA-1 still is, together with the
   * checkpoint.
   *
   * @param loadedSha1 of what was loaded or written last
   */
  WriteBack writeBack(Vcon vcon, String loadedSha1, Checkpoint checkpoint)
      throws InterruptedException;

  /**
   * Whether the document is still the one that this run works on, as far as can be told. Asked
   * where a run of the same id from another list may have stored a newer one meanwhile.
   *
   * @param sha1 as Redis would make it of the document that the run works on
   */
  boolean current(VconId id, String sha1) throws InterruptedException;

  /**
   * Notes what is done while the document stays as Redis has it. One that cannot be kept makes a
   * later run begin anew, no more.
   *
   * @return false if the claim is no longer ours
   */
  boolean note(Checkpoint checkpoint) throws InterruptedException;

  /** How a push ahead of the storages ended. */
  sealed interface EgressPush {
    /** All lists have the id, and the checkpoint says so. */
    record Done() implements EgressPush {}

    /** The claim is no longer ours; nothing was pushed. */
    record Taken() implements EgressPush {}

    /** A list refused. */
    record Refused(String list, String why) implements EgressPush {}
  }

  /**
   * Pushes the id to the egress lists ahead of the storages ({@code egress: before_storage}), once
   * however often it is called in one run, together with the checkpoint that keeps a later run from
   * doing it again.
   */
  EgressPush pushEgress(VconId id, List<String> lists, Checkpoint after)
      throws InterruptedException;
}
