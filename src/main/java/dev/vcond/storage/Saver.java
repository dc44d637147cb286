package dev.vcond.storage;

import dev.vcond.config.StoragePolicy;
import dev.vcond.vcon.Vcon;

/** One attempt to store a document, in the shape that its size and the policy ask for. */
@FunctionalInterface
interface Saver {

  /**
   * Stores the document or throws.
   *
   * @param again whether an attempt for this document has failed
   */
  void save(Vcon vcon, boolean again) throws Exception;

  /**
   * The saver for a storage.
   *
   * @param whole stores a document as it is
   * @throws IllegalArgumentException if the storage cannot do what the policy says; the
   *     configuration's check has said so before
   */
  static Saver of(Storage storage, StoragePolicy policy, Saver whole) {
    long largest = policy.maxSize().bytes();
    return switch (policy.onOversize()) {
      case WARN, REJECT -> whole;
      case COMPRESS -> compressing(storage, largest, whole);
      case SPLIT -> splitting(storage, largest, whole);
    };
  }

  private static Saver compressing(Storage storage, long largest, Saver whole) {
    if (!(storage instanceof Compressing compressing)) {
      throw new IllegalArgumentException("this storage cannot compress documents");
    }
    return (vcon, again) -> {
      if (vcon.size() > largest) {
        compressing.saveCompressed(vcon);
      } else {
        whole.save(vcon, again);
      }
    };
  }

  private static Saver splitting(Storage storage, long largest, Saver whole) {
    if (!(storage instanceof PartStore parts)) {
      throw new IllegalArgumentException("this storage cannot split documents");
    }
    var splitting = new Splitting(parts, largest);
    return (vcon, again) -> splitting.save(vcon, part -> whole.save(part, again));
  }
}
