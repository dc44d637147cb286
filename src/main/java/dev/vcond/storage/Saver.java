package dev.vcond.storage;

import dev.vcond.config.StoragePolicy;
import dev.vcond.vcon.Vcon;
import java.util.function.BooleanSupplier;

/** One attempt to store a document, in the shape that its size and the policy ask for. */
@FunctionalInterface
interface Saver {

  /**
   * One attempt.
   *
   * @param again whether an attempt for this document has failed
   * @param wanted whether the document may still be written
   */
  record Try(boolean again, BooleanSupplier wanted) {}

  /** Stores the document or throws. */
  void save(Vcon vcon, Try now) throws Exception;

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
    return (vcon, now) -> {
      if (vcon.size() > largest) {
        compressing.saveCompressed(vcon);
      } else {
        whole.save(vcon, now);
      }
    };
  }

  private static Saver splitting(Storage storage, long largest, Saver whole) {
    if (!(storage instanceof PartStore parts)) {
      throw new IllegalArgumentException("this storage cannot split documents");
    }
    var splitting = new Splitting(parts, largest);
    return (vcon, now) -> splitting.save(vcon, part -> whole.save(part, now));
  }
}
