package dev.vcond.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;

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

  /** The same with other options of links, those that chains lay over them among them. */
  public Config withLinkOptions(UnaryOperator<ConfigValue.Mapping> other) {
    Map<String, LinkConfig> changedLinks = new LinkedHashMap<>();
    links.forEach((name, link) -> changedLinks.put(name, link.withOptions(other)));
    Map<String, ChainConfig> changedChains = new LinkedHashMap<>();
    chains.forEach((name, chain) -> changedChains.put(name, chain.withLinkOptions(other)));
    return new Config(
        redis, worker, admin, plugins, unsupported, changedLinks, storages, changedChains, compat);
  }

  private static <T> T named(Map<String, T> all, String kind, String name) {
    T found = all.get(name);
    if (found == null) {
      throw new NoSuchElementException("No %s is called %s".formatted(kind, name));
    }
    return found;
  }
}
