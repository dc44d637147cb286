package dev.vcond.app;

import dev.vcond.config.ChainConfig;
import dev.vcond.config.Config;
import dev.vcond.config.ConfigProblem;
import dev.vcond.config.ConfigProblem.Severity;
import dev.vcond.config.ConfigValue;
import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.OnOversize;
import dev.vcond.config.Position;
import dev.vcond.config.Problems;
import dev.vcond.config.StepRef;
import dev.vcond.config.StorageConfig;
import dev.vcond.storage.Compressing;
import dev.vcond.storage.PartStore;
import dev.vcond.storage.StorageType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the module of each link and storage and binds its options, opening nothing. What is wrong
 * is an error where an enabled chain needs it, else a warning. Used once.
 */
final class ModuleBinder {
  private final Config config;
  private final Mapping raw;
  private final Catalog catalog;
  private final Problems problems;

  /**
   * Binds one entry with options laid over its own; null if that failed or its module is unknown.
   */
  private interface Binding<B> {
    @Nullable B bind(String name, Mapping inline, Problems into);
  }

  /**
   * @param raw the file, for the places of what is wrong
   */
  ModuleBinder(Config config, Mapping raw, Catalog catalog, Problems problems) {
    this.config = config;
    this.raw = raw;
    this.catalog = catalog;
    this.problems = problems;
  }

  /** The enabled chains, with those of their steps that are right. */
  List<BoundChain> chains() {
    Map<String, BoundLink> links = named(ModuleKind.LINK, config.links().keySet(), this::link);
    Binding<BoundStorage> alone = (name, inline, into) -> storage(name, name, inline, into);
    Map<String, BoundStorage> storages =
        named(ModuleKind.STORAGE, config.storages().keySet(), alone);
    config.storages().values().forEach(this::checkOversize);
    catalog.unreadable().forEach(this::warnOfPlugin);
    List<BoundChain> chains =
        config.chains().values().stream()
            .filter(ChainConfig::enabled)
            .map(chain -> chain(chain, links, storages))
            .toList();
    new Cycles(chains, problems).warn();
    return chains;
  }

  private BoundChain chain(
      ChainConfig chain, Map<String, BoundLink> links, Map<String, BoundStorage> storages) {
    // Options of its own make a storage of the chain's own; without them all chains share one pool.
    Binding<BoundStorage> own =
        (name, inline, into) -> storage(name, name + "@" + chain.name(), inline, into);
    List<BoundLink> steps = steps(ModuleKind.LINK, chain, links, this::link);
    var bound = new BoundChain(chain, steps, steps(ModuleKind.STORAGE, chain, storages, own));
    new Waits(bound, raw, problems).check();
    return bound;
  }

  /** The entries of a section that are right as they stand there. */
  private <B> Map<String, B> named(ModuleKind kind, Set<String> names, Binding<B> binding) {
    Map<String, B> bound = new LinkedHashMap<>();
    for (String name : names) {
      Users users = Users.of(kind, name, config);
      refuseUnknown(kind, name, users);
      Problems found = new Problems();
      B made = binding.bind(name, Mapping.empty(), found);
      if (made != null) {
        bound.put(name, made);
      }
      if (users.none()) {
        found.list().forEach(problem -> problems.add(unused(problem, kind, name)));
        warnOfUnused(kind, name, made != null && found.list().isEmpty());
      } else if (isNamedPlainly(kind, name)) {
        problems.addAll(found.list());
      }
    }
    return bound;
  }

  /** Once is enough for what has been complained of already. */
  private void warnOfUnused(ModuleKind kind, String name, boolean sound) {
    boolean named =
        config.chains().values().stream()
            .flatMap(chain -> kind.steps(chain).stream())
            .anyMatch(step -> step.name().equals(name));
    if (sound && !named) {
      problems.warning(
          kind.positionOf(name, config),
          kind.section() + "." + name,
          kind.unused(),
          "Name it under %s of a chain, or remove it.".formatted(kind.section()));
    }
  }

  /** Else the options that chains lay over its own may be what it lacks. */
  private boolean isNamedPlainly(ModuleKind kind, String name) {
    return config.chains().values().stream()
        .filter(ChainConfig::enabled)
        .flatMap(chain -> kind.steps(chain).stream())
        .anyMatch(step -> step.name().equals(name) && step.inlineOptions().entries().isEmpty());
  }

  private static ConfigProblem unused(ConfigProblem problem, ModuleKind kind, String name) {
    return new ConfigProblem(
        Severity.WARNING,
        problem.position(),
        problem.key(),
        "%s; no enabled chain uses %s.%s".formatted(problem.message(), kind.section(), name),
        problem.hint());
  }

  private <B> List<B> steps(
      ModuleKind kind, ChainConfig chain, Map<String, B> named, Binding<B> binding) {
    List<B> steps = new ArrayList<>();
    for (StepRef step : kind.steps(chain)) {
      boolean plain = step.inlineOptions().entries().isEmpty();
      B bound = plain ? named.get(step.name()) : inline(kind, chain, step, binding);
      if (bound != null) {
        steps.add(bound);
      }
    }
    return steps;
  }

  private <B> @Nullable B inline(
      ModuleKind kind, ChainConfig chain, StepRef step, Binding<B> binding) {
    Problems found = new Problems();
    B bound = binding.bind(step.name(), step.inlineOptions(), found);
    String options = "%s.%s.options.".formatted(kind.section(), step.name());
    String here = "chains.%s.%s.%s.".formatted(chain.name(), kind.section(), step.name());
    for (ConfigProblem problem : found.list()) {
      boolean written =
          step.inlineOptions().entries().keySet().stream()
              .anyMatch(key -> problem.key().startsWith(options + key));
      problems.add(
          written ? problem.withKey(here + problem.key().substring(options.length())) : problem);
    }
    return bound;
  }

  private @Nullable BoundLink link(String name, Mapping inline, Problems into) {
    var link = config.links().get(name);
    var type = link == null ? null : catalog.link(link.module()).orElse(null);
    var effective = link == null || type == null ? null : link.over(inline, into);
    if (effective == null || type == null) {
      return null;
    }
    Problems found = new Problems();
    BoundLink bound = BoundLink.bind(type, effective, found);
    new StrayPolicy(ModuleKind.LINK, name, into).add(effective.options(), found);
    return bound;
  }

  private @Nullable BoundStorage storage(String name, String owner, Mapping inline, Problems into) {
    var storage = config.storages().get(name);
    var type = storage == null ? null : catalog.storage(storage.module()).orElse(null);
    if (storage == null || type == null) {
      return null;
    }
    Problems found = new Problems();
    Mapping options = storage.options().overlay(inline);
    BoundStorage bound = BoundStorage.bind(type, owner, storage, options, found);
    new StrayPolicy(ModuleKind.STORAGE, name, into).add(options, found);
    return bound;
  }

  private void refuseUnknown(ModuleKind kind, String name, Users users) {
    String module = kind.moduleOf(name, config);
    if (catalog.has(kind, module)) {
      return;
    }
    var answer = new UnknownModule(kind, module, catalog).answer();
    report(
        users,
        place(kind, name, "module"),
        "%s.%s.module".formatted(kind.section(), name),
        answer.reason() + users.need(),
        answer.advice() + users.waysOut(kind, name));
  }

  private void warnOfPlugin(String trouble) {
    ConfigValue dir = raw.find("plugins", "dir");
    problems.warning(
        dir == null ? raw.position() : dir.position(),
        "plugins.dir",
        trouble,
        "Remove it if it is no plugin.");
  }

  private void checkOversize(StorageConfig storage) {
    OnOversize answer = storage.policy().onOversize();
    var type = catalog.storage(storage.module());
    if (type.isEmpty() || can(type.get(), answer)) {
      return;
    }
    String able =
        catalog.storages().stream()
            .filter(other -> can(other, answer))
            .map(StorageType::module)
            .collect(Collectors.joining(", "));
    report(
        Users.of(ModuleKind.STORAGE, storage.name(), config),
        place(ModuleKind.STORAGE, storage.name(), "on_oversize"),
        "storages." + storage.name() + ".on_oversize",
        "%s cannot %s documents"
            .formatted(storage.module(), answer.name().toLowerCase(Locale.ROOT)),
        "Write warn or reject; what can is %s.".formatted(able));
  }

  private static boolean can(StorageType<?> type, OnOversize answer) {
    return switch (answer) {
      case WARN, REJECT -> true;
      case COMPRESS -> type.can(Compressing.class);
      case SPLIT -> type.can(PartStore.class);
    };
  }

  private void report(Users users, Position place, String key, String message, String hint) {
    Severity severity = users.none() ? Severity.WARNING : Severity.ERROR;
    problems.add(new ConfigProblem(severity, place, key, message, hint.strip()));
  }

  /** Where a key of an entry stands, beside its options or, as some may, among them. */
  private Position place(ModuleKind kind, String name, String key) {
    ConfigValue beside = raw.find(kind.section(), name, key);
    ConfigValue inside = raw.find(kind.section(), name, "options", key);
    return beside != null
        ? beside.position()
        : inside != null ? inside.position() : kind.positionOf(name, config);
  }
}
