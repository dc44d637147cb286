package dev.vcond.app;

import dev.vcond.config.Config;
import dev.vcond.config.RedisServer;
import dev.vcond.storage.Storage;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Every storage of a configuration, used or not, for tools that read back or delete. Each is opened
 * when it is first asked for, so that one that cannot be opened stops none of the others; all are
 * closed together. Not thread-safe.
 */
public final class ConfiguredStorages implements AutoCloseable {
  private final InstantSource clock;
  private final RedisServer redis;
  private final StorageEntries entries;
  private final Map<String, Storage> open = new LinkedHashMap<>();
  private final Closer closer = new Closer();

  /**
   * @param catalog to which the plugins of the configuration are added
   */
  public ConfiguredStorages(Config config, Catalog catalog, InstantSource clock) {
    Catalog whole = catalog.with(config.plugins().dir());
    this.clock = clock;
    this.redis = config.redis().server();
    closer.add("plugins", whole);
    this.entries = new StorageEntries(config, whole);
  }

  /**
   * Their names in the order of the file; {@code disk@main} is disk with the options that the chain
   * main lays over its own.
   */
  public Set<String> names() {
    return entries.names();
  }

  /**
   * Opens one, or answers what is open.
   *
   * @throws Exception with a message for the operator
   */
  public Storage open(String name) throws Exception {
    Storage there = open.get(name);
    if (there != null) {
      return there;
    }
    Storage opened = openAnew(name);
    closer.add("storage " + name, opened);
    open.put(name, opened);
    return opened;
  }

  /**
   * Opens one beside what is open; the caller closes it. Several may be opened at the same time.
   *
   * @throws Exception with a message for the operator
   */
  Storage openAnew(String name) throws Exception {
    return entries.bound(name).open(clock, redis);
  }

  @Override
  public void close() {
    closer.close();
  }
}
