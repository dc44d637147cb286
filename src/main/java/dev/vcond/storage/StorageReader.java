package dev.vcond.storage;

import dev.vcond.vcon.VconId;
import java.util.Optional;

/**
 * Reads documents back and deletes them, whatever shape the engine stored them in. Everybody reads
 * through this and not through the storage itself. Thread-safe.
 *
 * @param storage as it was opened
 */
public record StorageReader(Storage storage) {

  /** What the storage gives back. */
  public DocumentSource.Reading reading() {
    return DocumentSource.Reading.of(storage.getClass());
  }

  /** Whether the storage gives anything back. */
  public boolean canRead() {
    return reading() != DocumentSource.Reading.NEVER;
  }

  /** Whether the storage can delete documents. */
  public boolean canDelete() {
    return storage instanceof Deletable;
  }

  /**
   * Reads one document as it was saved.
   *
   * @return empty only if the service said that it is not there
   * @throws UnsupportedOperationException if the storage cannot read back
   * @throws Exception if the service could not answer
   */
  public Optional<byte[]> get(VconId id) throws Exception {
    return switch (storage) {
      case PartStore parts -> Splitting.get(parts, id);
      case Readable readable -> readable.get(id);
      default -> throw new UnsupportedOperationException("this storage cannot read back");
    };
  }

  /**
   * Deletes one document with all that belongs to it.
   *
   * @return false only if the service said that nothing was there
   * @throws UnsupportedOperationException if the storage cannot delete
   * @throws Exception if the service could not answer or refused
   */
  public boolean delete(VconId id) throws Exception {
    if (!(storage instanceof Deletable deletable)) {
      throw new UnsupportedOperationException("this storage cannot delete");
    }
    return storage instanceof PartStore parts
        ? Splitting.delete(parts, deletable, id)
        : deletable.delete(id);
  }
}
