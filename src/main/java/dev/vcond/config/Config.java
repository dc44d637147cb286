package dev.vcond.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

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
}
