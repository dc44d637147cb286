package dev.vcond.storage;

import dev.vcond.vcon.VconId;
import java.util.Optional;

/** Somewhere a document may be that is missing in Redis. Thread-safe. */
public interface DocumentSource {

  /** What a source gives back. */
  enum Reading {
    /** Documents as they were saved. */
    WHOLE,

    /** Something that must not take a document's place. */
    IN_PART,

    /** Nothing. */
    NEVER;

    /** What storages of a class give back. */
    public static Reading of(Class<? extends Storage> storage) {
      if (PartlyReadable.class.isAssignableFrom(storage)) {
        return IN_PART;
      }
      return Readable.class.isAssignableFrom(storage) ? WHOLE : NEVER;
    }
  }

  /** What the configuration calls it. */
  String name();

  /** What it gives back; known without asking the service. */
  Reading reading();

  /**
   * Reads one document: one attempt, within the time that an attempt may take.
   *
   * @return its JSON text; empty only if the service said that it is not there
   * @throws InterruptedException if the caller was interrupted
   * @throws Exception if the service could not answer, or never gives anything back
   */
  Optional<byte[]> read(VconId id) throws Exception;

  /**
   * Reads with what attempts the storage's policy still allows after a first one that failed.
   *
   * @param failure of the first attempt; thrown if no other is allowed
   * @throws Exception as {@link #read}, from the last attempt
   */
  Optional<byte[]> readAgain(VconId id, Exception failure) throws Exception;

  /** Whether no code of it is reading, late attempts included. */
  boolean idle();
}
