package dev.vcond.storage.file;

import dev.vcond.vcon.VconId;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * One call at a time per document: two saves with different dates would otherwise each take the
 * other's file for the older one. Many more locks than calls, so that others rarely wait.
 */
final class IdLocks {
  private static final int COUNT = 1024;

  private final Lock[] locks =
      Stream.generate(ReentrantLock::new).limit(COUNT).toArray(Lock[]::new);

  Lock of(VconId id) {
    return locks[Math.floorMod(id.canonical().hashCode(), COUNT)];
  }
}
