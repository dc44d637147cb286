package dev.vcond.app;

import dev.vcond.config.ChainConfig;
import dev.vcond.config.Config;
import dev.vcond.config.ConfigProblem;
import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.Problems;
import dev.vcond.config.StepRef;
import dev.vcond.config.StorageConfig;
import dev.vcond.storage.DocumentSource.Reading;
import dev.vcond.storage.ServiceFault;
import dev.vcond.storage.StorageType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Every storage of a configuration, used or not, by name and in the order of the file. */
final class StorageEntries {
  private final Catalog catalog;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private record Entry(StorageConfig storage, Mapping inline) {}

  StorageEntries(Config config, Catalog catalog) {
    this.catalog = catalog;
    config.storages().values().forEach(storage -> add(storage, config));
  }

  private void add(StorageConfig storage, Config config) {
    Map<String, Entry> own = new LinkedHashMap<>();
    for (ChainConfig chain : config.chains().values()) {
      for (StepRef step : chain.storages()) {
        if (step.name().equals(storage.name()) && !step.inlineOptions().entries().isEmpty()) {
          own.put(step.name() + "@" + chain.name(), new Entry(storage, step.inlineOptions()));
        }
      }
    }
    var plain = new Entry(storage, Mapping.empty());
    // What chains lay over it may be what it lacks: then it is no storage by itself.
    if (own.isEmpty() || isWhole(plain)) {
      entries.put(storage.name(), plain);
    }
    entries.putAll(own);
  }

  private boolean isWhole(Entry entry) {
    return catalog
        .storage(entry.storage.module())
        .map(type -> bind(type, "", entry, new Problems()).isPresent())
        .orElse(true);
  }

  /**
   * Their names; {@code disk@main} is disk with the options that the chain main lays over its own.
   */
  Set<String> names() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  /** What one gives back; of one whose module is not known, it is not known either. */
  Reading reading(String name) {
    return Optional.ofNullable(entries.get(name))
        .flatMap(entry -> catalog.storage(entry.storage.module()))
        .map(type -> Reading.of(type.storage()))
        .orElse(Reading.WHOLE);
  }

  /**
   * One of them, ready to be opened.
   *
   * @throws ServiceFault with a message for the operator
   */
  BoundStorage bound(String name) throws ServiceFault {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new ServiceFault("no storage is called " + name);
    }
    String module = entry.storage.module();
    Optional<StorageType<?>> type = catalog.storage(module);
    if (type.isEmpty()) {
      throw new ServiceFault(
          new UnknownModule(ModuleKind.STORAGE, module, catalog).answer().reason());
    }
    Problems problems = new Problems();
    return bind(type.get(), name, entry, problems)
        .orElseThrow(() -> new ServiceFault("its options are wrong: " + joined(problems.errors())));
  }

  private static Optional<BoundStorage> bind(
      StorageType<?> type, String name, Entry entry, Problems problems) {
    Mapping options = entry.storage.options().overlay(entry.inline);
    return Optional.ofNullable(BoundStorage.bind(type, name, entry.storage, options, problems));
  }

  private static String joined(List<ConfigProblem> problems) {
    return problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("; "));
  }
}
