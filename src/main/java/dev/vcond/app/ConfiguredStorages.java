package dev.vcond.app;

import dev.vcond.config.ChainConfig;
import dev.vcond.config.Config;
import dev.vcond.config.ConfigProblem;
import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.Problems;
import dev.vcond.config.RedisUrl;
import dev.vcond.config.StepRef;
import dev.vcond.config.StorageConfig;
import dev.vcond.storage.ServiceFault;
import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageType;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Every storage of a configuration, used or not, for tools that read back or delete. Each is opened
 * when it is first asked for, so that one that cannot be opened stops none of the others; all are
 * closed together. Not thread-safe.
 */
public final class ConfiguredStorages implements AutoCloseable {
  private final Catalog catalog;
  private final InstantSource clock;
  private final RedisUrl redis;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, Storage> open = new LinkedHashMap<>();
  private final Closer closer = new Closer();

  private record Entry(StorageConfig storage, Mapping inline) {}

  /**
   * @param catalog to which the plugins of the configuration are added
   */
  public ConfiguredStorages(Config config, Catalog catalog, InstantSource clock) {
    this.catalog = catalog.with(config.plugins().dir());
    this.clock = clock;
    this.redis = config.redis().url();
    closer.add("plugins", this.catalog);
    config
        .storages()
        .forEach((name, storage) -> entries.put(name, new Entry(storage, Mapping.empty())));
    config.chains().values().forEach(chain -> addInline(chain, config.storages()));
  }

  /** A chain with options of its own for a storage keeps its documents somewhere else. */
  private void addInline(ChainConfig chain, Map<String, StorageConfig> storages) {
    for (StepRef step : chain.storages()) {
      StorageConfig storage = storages.get(step.name());
      if (storage != null && !step.inlineOptions().entries().isEmpty()) {
        entries.put(step.name() + "@" + chain.name(), new Entry(storage, step.inlineOptions()));
      }
    }
  }

  /**
   * Their names in the order of the file; {@code disk@main} is disk with the options that the chain
   * main lays over its own.
   */
  public Set<String> names() {
    return Collections.unmodifiableSet(entries.keySet());
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
    Storage opened = bound(name).open(clock, redis);
    closer.add("storage " + name, opened);
    open.put(name, opened);
    return opened;
  }

  private BoundStorage bound(String name) throws ServiceFault {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new ServiceFault("no storage is called " + name);
    }
    StorageConfig storage = entry.storage;
    Optional<StorageType<?>> type = catalog.storage(storage.module());
    if (type.isEmpty()) {
      throw new ServiceFault(
          new UnknownModule(ModuleKind.STORAGE, storage.module(), catalog).answer().reason());
    }
    Problems problems = new Problems();
    BoundStorage bound =
        BoundStorage.bind(
            type.get(), name, storage, storage.options().overlay(entry.inline), problems);
    if (bound == null) {
      throw new ServiceFault("its options are wrong: " + joined(problems.errors()));
    }
    return bound;
  }

  private static String joined(List<ConfigProblem> problems) {
    return problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("; "));
  }

  @Override
  public void close() {
    closer.close();
  }
}
