package dev.vcond.app;

import dev.vcond.config.ConfigValue;
import dev.vcond.config.Position;
import dev.vcond.config.Problems;
import dev.vcond.config.RecordBinder;
import dev.vcond.config.Suggestion;
import dev.vcond.link.Link;
import dev.vcond.link.LinkType;
import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageSetup;
import dev.vcond.storage.StorageType;
import java.util.Optional;
import java.util.Set;

/**
 * Binds the options of a module and opens it; what is wrong becomes a problem at its place in the
 * file.
 */
final class OptionsBinder {
  private final Catalog catalog;
  private final Problems problems;

  OptionsBinder(Catalog catalog, Problems problems) {
    this.catalog = catalog;
    this.problems = problems;
  }

  /** A module whose options are right, ready to be opened. */
  interface Opening<T> {
    T open() throws Exception;
  }

  /** Binds a link; empty if a problem was noted. */
  Optional<Opening<Link>> link(
      String module, ConfigValue.Mapping options, String key, Position at) {
    Optional<LinkType<?>> type = catalog.link(module);
    if (type.isEmpty()) {
      unknown(module, catalog.linkModules(), key, at);
      return Optional.empty();
    }
    return bound(type.get(), options, key);
  }

  private <O extends Record> Optional<Opening<Link>> bound(
      LinkType<O> type, ConfigValue.Mapping options, String key) {
    O bound = RecordBinder.bind(type.options(), options, key + ".options", problems);
    return bound == null ? Optional.empty() : Optional.of(() -> type.opener().open(bound));
  }

  /** Binds a storage; empty if a problem was noted. */
  Optional<Opening<Storage>> storage(
      String module, ConfigValue.Mapping options, StorageSetup setup, String key, Position at) {
    Optional<StorageType<?>> type = catalog.storage(module);
    if (type.isEmpty()) {
      unknown(module, catalog.storageModules(), key, at);
      return Optional.empty();
    }
    return bound(type.get(), options, setup, key);
  }

  private <O extends Record> Optional<Opening<Storage>> bound(
      StorageType<O> type, ConfigValue.Mapping options, StorageSetup setup, String key) {
    O bound = RecordBinder.bind(type.options(), options, key + ".options", problems);
    return bound == null ? Optional.empty() : Optional.of(() -> type.opener().open(bound, setup));
  }

  private void unknown(String module, Set<String> known, String key, Position at) {
    problems.error(
        at,
        key + ".module",
        "unknown module " + module + "; known are " + String.join(", ", known),
        Suggestion.among(module, known));
  }
}
