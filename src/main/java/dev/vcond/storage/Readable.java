package dev.vcond.storage;

import dev.vcond.vcon.VconId;
import java.util.Optional;

/** A {@link Storage} that can give a document back. Thread-safe like the storage itself. */
@SuppressWarnings(
    "AvoidCommonTypeNames") // the word of the adapter guide; nobody here reads into a CharBuffer
public interface Readable {

  /**
   * Reads one document.
   *
   * @param id looked up by its lower case form
   * @return the JSON text in UTF-8, uncompressed; empty only if the service said that it is not
   *     there
   * @throws Exception if the service could not answer
   */
  Optional<byte[]> get(VconId id) throws Exception;
}
