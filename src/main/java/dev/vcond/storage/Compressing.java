package dev.vcond.storage;

import dev.vcond.vcon.Vcon;

/**
 * A {@link Storage} that can keep a single document compressed among others that are not: what
 * {@code on_oversize: compress} asks for. Thread-safe like the storage itself.
 */
public interface Compressing {

  /**
   * Stores a document compressed with gzip (RFC 1952); otherwise like {@link Storage#save}, whose
   * uncompressed document it replaces and is replaced by. {@link Readable#get} gives it back
   * uncompressed.
   *
   * @throws Exception as {@link Storage#save}
   */
  void saveCompressed(Vcon vcon) throws Exception;
}
