package dev.vcond.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vcond.app.plugin.PluginModule;
import dev.vcond.app.plugin.PluginModule.OfLink;
import dev.vcond.app.plugin.PluginModule.OfStorage;
import dev.vcond.app.plugin.PluginModule.Unusable;
import dev.vcond.app.plugin.Plugins;
import dev.vcond.config.ConfigSchema;
import dev.vcond.link.LinkType;
import dev.vcond.storage.StorageType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The modules that a configuration may name: those that come with vcond, by name, and those of
 * plugins, by class. Thread-safe.
 */
public final class Catalog implements AutoCloseable {
  private final Map<String, LinkType<?>> links;
  private final Map<String, StorageType<?>> storages;
  private final Plugins plugins;

  private Catalog(
      Map<String, LinkType<?>> links, Map<String, StorageType<?>> storages, Plugins plugins) {
    this.links = links;
    this.storages = storages;
    this.plugins = plugins;
  }

  /** These modules and no plugins. */
  public Catalog(List<LinkType<?>> links, List<StorageType<?>> storages) {
    this(new TreeMap<>(), new TreeMap<>(), Plugins.none());
    links.forEach(type -> this.links.put(type.module(), type));
    storages.forEach(type -> this.storages.put(type.module(), type));
  }

  /** The modules that come with vcond. */
  public static Catalog builtIn() {
    return new Catalog(BuiltIns.links(), BuiltIns.storages());
  }

  /**
   * These modules and the plugins of a folder, which need not exist. Whoever calls this closes the
   * new catalog, after everything that was opened with it.
   */
  public Catalog with(Path pluginFolder) {
    return new Catalog(links, storages, Plugins.in(pluginFolder));
  }

  /** All links: ours by name, then those that plugins name in their manifests. */
  public List<LinkType<?>> links() {
    List<LinkType<?>> all = new ArrayList<>(links.values());
    declared()
        .forEach(module -> {
          if (module instanceof OfLink link) {
            all.add(link.type());
          }
        });
    return all;
  }

  /** All storages: ours by name, then those that plugins name in their manifests. */
  public List<StorageType<?>> storages() {
    List<StorageType<?>> all = new ArrayList<>(storages.values());
    declared()
        .forEach(module -> {
          if (module instanceof OfStorage storage) {
            all.add(storage.type());
          }
        });
    return all;
  }

  /** A clause for each plugin that cannot be read, and each module of one that cannot be used. */
  public List<String> unusable() {
    List<String> all = new ArrayList<>(plugins.troubles());
    declared()
        .forEach(module -> {
          if (module instanceof Unusable unusable) {
            all.add(unusable.reason());
          }
        });
    return all;
  }

  private Stream<PluginModule> declared() {
    return plugins.declared().stream().sorted().map(plugins::find);
  }

  /** A link; that of a plugin is loaded now. */
  public Optional<LinkType<?>> link(String module) {
    LinkType<?> ours = links.get(module);
    return ours == null && plugin(module) instanceof OfLink(LinkType<?> type)
        ? Optional.of(type)
        : Optional.ofNullable(ours);
  }

  /** A storage; that of a plugin is loaded now. */
  public Optional<StorageType<?>> storage(String module) {
    StorageType<?> ours = storages.get(module);
    return ours == null && plugin(module) instanceof OfStorage(StorageType<?> type)
        ? Optional.of(type)
        : Optional.ofNullable(ours);
  }

  /** What a module that is not ours is; null if it is not the name of a class. */
  @Nullable PluginModule plugin(String module) {
    return plugins.isNameOfClass(module) ? plugins.find(module) : null;
  }

  boolean has(ModuleKind kind, String module) {
    return switch (kind) {
      case LINK -> link(module).isPresent();
      case STORAGE -> storage(module).isPresent();
    };
  }

  /** A clause for each plugin that cannot be read. */
  List<String> unreadable() {
    return plugins.troubles();
  }

  /** The names of all modules of ours of a kind. */
  Set<String> modules(ModuleKind kind) {
    return switch (kind) {
      case LINK -> Collections.unmodifiableSet(links.keySet());
      case STORAGE -> Collections.unmodifiableSet(storages.keySet());
    };
  }

  /** Lets go of the plugins' jars. */
  @Override
  public void close() {
    plugins.close();
  }

  /** The JSON Schema of a configuration that names these modules, for editors. */
  public ObjectNode schema() {
    List<ConfigSchema.Module> ours =
        links().stream()
            .map(type -> new ConfigSchema.Module(type.module(), type.summary(), type.options()))
            .toList();
    List<ConfigSchema.Module> theirs =
        storages().stream()
            .map(type -> new ConfigSchema.Module(type.module(), type.summary(), type.options()))
            .toList();
    Set<String> others = new TreeSet<>(ServerModules.names());
    others.removeAll(modules(ModuleKind.LINK));
    others.removeAll(modules(ModuleKind.STORAGE));
    return new ConfigSchema(ours, theirs, others).json();
  }
}
