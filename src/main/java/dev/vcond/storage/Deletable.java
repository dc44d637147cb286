package dev.vcond.storage;

import dev.vcond.vcon.VconId;

/**
 * A {@link Storage} that can delete a document. Thread-safe like the storage itself; idempotent.
 */
public interface Deletable {

  /**
   * Deletes one document with everything stored beside it.
   *
   * @param id looked up by its lower case form
   * @return true if something was deleted, false only if the service said that it was not there
   * @throws Exception if the service could not answer or refused
   */
  boolean delete(VconId id) throws Exception;
}
