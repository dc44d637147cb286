package dev.vcond.app;

import dev.vcond.config.Config;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The modules of a kind as an operator reads about them.
 *
 * @param catalog closed with this
 * @param named further modules to look for: classes of plugins that are not listed by their jars
 */
public record ModuleList(ModuleKind kind, Catalog catalog, List<String> named)
    implements AutoCloseable {
  public ModuleList {
    named = List.copyOf(named);
  }

  /** The modules that come with vcond. */
  public static ModuleList builtIn(ModuleKind kind) {
    return new ModuleList(kind, Catalog.builtIn(), List.of());
  }

  /** These and those of the plugins of a configuration. */
  public static ModuleList of(ModuleKind kind, Config config) {
    List<String> entries =
        switch (kind) {
          case LINK -> List.copyOf(config.links().keySet());
          case STORAGE -> List.copyOf(config.storages().keySet());
        };
    return new ModuleList(
        kind,
        Catalog.builtIn().with(config.plugins().dir()),
        entries.stream().map(name -> kind.moduleOf(name, config)).toList());
  }

  /** All of them, in the order of the catalog. */
  public List<ModuleDescription> all() {
    Map<String, ModuleDescription> all = new LinkedHashMap<>();
    switch (kind) {
      case LINK -> catalog.links().forEach(type -> put(all, ModuleDescription.of(type)));
      case STORAGE -> catalog.storages().forEach(type -> put(all, ModuleDescription.of(type)));
    }
    named.stream().distinct().forEach(module -> exactly(module).ifPresent(one -> put(all, one)));
    return List.copyOf(all.values());
  }

  private static void put(Map<String, ModuleDescription> all, ModuleDescription one) {
    all.putIfAbsent(one.module(), one);
  }

  /**
   * One of them.
   *
   * @param name with its section or package, or without: {@code storage.s3} or {@code s3}
   */
  public Optional<ModuleDescription> find(String name) {
    return exactly(kind.withSection(name))
        .or(() ->
            all().stream()
                .filter(one -> one.module().endsWith("." + name))
                .reduce((first, second) -> first));
  }

  private Optional<ModuleDescription> exactly(String module) {
    return switch (kind) {
      case LINK -> catalog.link(module).map(ModuleDescription::of);
      case STORAGE -> catalog.storage(module).map(ModuleDescription::of);
    };
  }

  /** What to tell somebody who asked for one that is not there. */
  public String missing(String name) {
    var answer = new UnknownModule(kind, kind.withSection(name), catalog).answer();
    return (answer.reason() + ". " + answer.advice()).strip();
  }

  /** A clause for each plugin, or module of one, that cannot be used. */
  public List<String> unusable() {
    return catalog.unusable();
  }

  @Override
  public void close() {
    catalog.close();
  }
}
