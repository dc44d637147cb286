package dev.vcond.storage;

import dev.vcond.config.OnOversize;
import dev.vcond.config.RedisServer;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the engine gives a storage when it is opened.
 *
 * @param name the entry's name in {@code storages}, for pools, threads and messages
 * @param clock the source of {@code stored_at}; UTC
 * @param onOversize what the engine will ask for when documents are too large: {@link Compressing}
 *     or {@link PartStore} may have to prepare something for it
 * @param redis how the Redis of the ingress lists is reached; empty until it is known
 */
public record StorageSetup(
    String name,
    InstantSource clock,
    OnOversize onOversize,
    Supplier<Optional<RedisServer>> redis) {

  /** For a storage that needs neither of the last two. */
  public StorageSetup(String name, InstantSource clock) {
    this(name, clock, OnOversize.WARN, Optional::empty);
  }
}
