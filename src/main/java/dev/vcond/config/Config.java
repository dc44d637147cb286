package dev.vcond.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Everything an operator configured: valid as a whole, with every default filled in. Immutable; a
 * reload makes a new one. The maps keep the order of the file.
 */
public record Config(
    RedisConfig redis,
    WorkerConfig worker,
    AdminConfig admin,
    PluginsConfig plugins,
    Unsupported unsupported,
    Map<String, LinkConfig> links,
    Map<String, StorageConfig> storages,
    Map<String, ChainConfig> chains,
    CompatConfig compat) {

  public Config {
    links = Collections.unmodifiableMap(new LinkedHashMap<>(links));
    storages = Collections.unmodifiableMap(new LinkedHashMap<>(storages));
    chains = Collections.unmodifiableMap(new LinkedHashMap<>(chains));
  }

  /**
   * The link of a name; every name in an enabled chain has one.
   *
   * @throws NoSuchElementException if none is called so
   */
  public LinkConfig link(String name) {
    return named(links, "link", name);
  }

  /**
   * The storage of a name; every name in an enabled chain has one.
   *
   * @throws NoSuchElementException if none is called so
   */
  public StorageConfig storage(String name) {
    return named(storages, "storage", name);
  }

  /**
   * The chain of a name.
   *
   * @throws NoSuchElementException if none is called so
   */
  public ChainConfig chain(String name) {
    return named(chains, "chain", name);
  }

  private static <T> T named(Map<String, T> all, String kind, String name) {
    T found = all.get(name);
    if (found == null) {
      throw new NoSuchElementException("No %s is called %s".formatted(kind, name));
    }
    return found;
  }
}
