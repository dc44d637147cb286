package dev.vcond.app;

import dev.vcond.storage.DocumentSource;
import dev.vcond.storage.ServiceFault;
import dev.vcond.storage.StorageWriter;
import dev.vcond.vcon.VconId;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A storage that no enabled chain writes to: opened when it is first asked for a document that is
 * missing in Redis. While it cannot be opened, it cannot answer, which is logged once. Thread-safe.
 */
final class UnusedStorage implements DocumentSource {
  private static final Logger log = LoggerFactory.getLogger(UnusedStorage.class);

  private final String name;
  private final Reading reading;
  private final Callable<StorageWriter> opening;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable StorageWriter opened;
  private boolean said;

  /**
   * @param opening opens it, and sees to it that it is closed
   */
  UnusedStorage(String name, Reading reading, Callable<StorageWriter> opening) {
    this.name = name;
    this.reading = reading;
    this.opening = opening;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Reading reading() {
    return reading;
  }

  @Override
  public Optional<byte[]> read(VconId id) throws Exception {
    return open().read(id);
  }

  @Override
  public Optional<byte[]> readAgain(VconId id, Exception failure) throws Exception {
    return open().readAgain(id, failure);
  }

  @Override
  public boolean idle() {
    StorageWriter writer = opened;
    return writer == null || writer.idle();
  }

  private StorageWriter open() throws Exception {
    StorageWriter there = opened;
    if (there != null) {
      return there;
    }
    lock.lockInterruptibly();
    try {
      there = opened;
      if (there == null) {
        there = opening.call();
        opened = there;
        log.info("Storage {} is open, to look for documents that are missing in Redis.", name);
      }
      return there;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | LinkageError e) {
      String why = "it cannot be opened: " + e.getMessage();
      if (!said) {
        said = true;
        log.warn(
            "Documents that are missing in Redis cannot be looked for in storage {}: {}",
            name,
            why);
      }
      throw new ServiceFault(why, e);
    } finally {
      lock.unlock();
    }
  }
}
