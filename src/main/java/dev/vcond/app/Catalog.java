package dev.vcond.app;

import dev.vcond.link.LinkType;
import dev.vcond.storage.StorageType;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The modules that a configuration may name. Immutable. */
public final class Catalog {
  private final Map<String, LinkType<?>> links = new TreeMap<>();
  private final Map<String, StorageType<?>> storages = new TreeMap<>();

  public Catalog(List<LinkType<?>> links, List<StorageType<?>> storages) {
    links.forEach(type -> this.links.put(type.module(), type));
    storages.forEach(type -> this.storages.put(type.module(), type));
  }

  /** The modules that come with vcond. */
  public static Catalog builtIn() {
    return new Catalog(BuiltIns.links(), BuiltIns.storages());
  }

  /** All links, by name. */
  Collection<LinkType<?>> links() {
    return Collections.unmodifiableCollection(links.values());
  }

  /** All storages, by name. */
  Collection<StorageType<?>> storages() {
    return Collections.unmodifiableCollection(storages.values());
  }

  Optional<LinkType<?>> link(String module) {
    return Optional.ofNullable(links.get(module));
  }

  Optional<StorageType<?>> storage(String module) {
    return Optional.ofNullable(storages.get(module));
  }

  /** The names of all modules of a kind. */
  Set<String> modules(ModuleKind kind) {
    return switch (kind) {
      case LINK -> Collections.unmodifiableSet(links.keySet());
      case STORAGE -> Collections.unmodifiableSet(storages.keySet());
    };
  }
}
