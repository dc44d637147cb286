package dev.vcond.storage;

import dev.vcond.config.OnOversize;
import java.time.InstantSource;

/**
 * What the engine gives a storage when it is opened.
 *
 * @param name the entry's name in {@code storages}, for pools, threads and messages
 * @param clock the source of {@code stored_at}; UTC
 * @param onOversize what the engine will ask for when documents are too large: {@link Compressing}
 *     or {@link PartStore} may have to prepare something for it
 */
public record StorageSetup(String name, InstantSource clock, OnOversize onOversize) {

  /** For a storage that need not prepare anything for large documents. */
  public StorageSetup(String name, InstantSource clock) {
    this(name, clock, OnOversize.WARN);
  }
}
