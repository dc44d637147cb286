package dev.vcond.config;

import dev.vcond.config.ConfigValue.Entry;
import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.ConfigValue.Scalar;
import dev.vcond.config.ConfigValue.Sequence;
import dev.vcond.config.ServerOnlyKeys.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what stands under {@code chains}. */
final class ChainReader {

  private final Mapping root;
  private final Mapping links;
  private final ServerOnlyKeys serverOnly;
  private final Problems problems;

  /**
   * @param root the sections of the file
   */
  ChainReader(Mapping root, ServerOnlyKeys serverOnly, Problems problems) {
    this.root = root;
    this.links = ModuleReader.section(root, "links");
    this.serverOnly = serverOnly;
    this.problems = problems;
  }

  /**
   * All chains. One with a key that could not be read is among them without that key, so that the
   * rest of it can be checked as well; the problem has been reported.
   */
  Map<String, ChainConfig> chains() {
    Map<String, ChainConfig> chains = new LinkedHashMap<>();
    ModuleReader.section(root, "chains")
        .entries()
        .forEach((name, entry) -> {
          ChainConfig chain = chain(name, entry);
          if (chain != null) {
            chains.put(name, chain);
          }
        });
    return chains;
  }

  private @Nullable ChainConfig chain(String name, Entry entry) {
    String path = "chains." + name;
    Mapping written = ModuleReader.mapping(entry, path, "{ingress_lists: [default]}", problems);
    if (written == null) {
      return null;
    }
    Mapping own = serverOnly.strip(written, path, Kind.TRACERS_OF_A_CHAIN);
    ChainSection section = RecordBinder.bindSound(ChainSection.class, own, path, problems);
    return section == null
        ? null
        : new ChainConfig(
            name,
            steps(section.links(), path + ".links"),
            withoutTwins(steps(section.storages(), path + ".storages"), path + ".storages"),
            lists(section.ingressLists(), own, path, "ingress_lists"),
            lists(section.egressLists(), own, path, "egress_lists"),
            section.egress(),
            section.timeout(),
            section.enabled(),
            entry.keyPosition());
  }

  private List<StepRef> steps(List<ConfigValue> items, String path) {
    List<StepRef> steps = new ArrayList<>();
    for (ConfigValue item : items) {
      StepRef step =
          switch (item) {
            case Scalar scalar -> named(scalar, path);
            case Mapping mapping -> inline(mapping, path);
            case Sequence list -> wrong(list.position(), path);
          };
      if (step != null) {
        steps.add(step);
      }
    }
    return steps;
  }

  private @Nullable StepRef named(Scalar scalar, String path) {
    if (scalar.origin() == ConfigValue.Origin.UNRESOLVED) {
      return null;
    }
    return scalar.isNull() || scalar.text().isBlank()
        ? wrong(scalar.position(), path)
        : new StepRef(scalar.text(), Mapping.empty(), scalar.position());
  }

  private @Nullable StepRef inline(Mapping mapping, String path) {
    if (mapping.entries().size() != 1) {
      return wrong(mapping.position(), path);
    }
    Map.Entry<String, Entry> only = mapping.entries().entrySet().iterator().next();
    Entry entry = only.getValue();
    Mapping options =
        ModuleReader.mapping(
            entry,
            RecordBinder.join(path, only.getKey()),
            "[tag, {webhook: {timeout: 5}}]",
            problems);
    return options == null
        ? null
        : new StepRef(only.getKey(), ownOptions(options, path, only.getKey()), entry.keyPosition());
  }

  private Mapping ownOptions(Mapping options, String path, String name) {
    String here = RecordBinder.join(path, name);
    if (path.endsWith(".storages")) {
      return withoutPolicy(options, here, name);
    }
    return ModuleReader.isPlugin(links.get(name))
        ? options
        : serverOnly.strip(options, here, Kind.AFTER_LINK);
  }

  /** What the engine does around a storage belongs to the storage, for all its chains alike. */
  private Mapping withoutPolicy(Mapping options, String path, String storage) {
    Mapping rest = options;
    for (String key : List.of("max_size", "on_oversize", "on_failure", "on_outage")) {
      Entry entry = options.entries().get(key);
      if (entry != null) {
        problems.error(
            entry.keyPosition(),
            path + "." + key,
            "is not an option that a chain can change",
            "Write it as storages." + storage + "." + key + ".");
        rest = rest.without(key);
      }
    }
    return rest;
  }

  private @Nullable StepRef wrong(Position place, String path) {
    problems.error(
        place,
        path,
        "expected a name, or a single name with its options",
        "For example: [tag, {webhook: {timeout: 5}}]");
    return null;
  }

  /** A storage takes a document once. */
  private List<StepRef> withoutTwins(List<StepRef> storages, String path) {
    Map<String, StepRef> once = new LinkedHashMap<>();
    for (StepRef step : storages) {
      StepRef first = once.putIfAbsent(step.name(), step);
      if (first == null) {
        continue;
      }
      boolean same =
          first.inlineOptions().entries().isEmpty() && step.inlineOptions().entries().isEmpty();
      if (same) {
        problems.warning(
            step.position(), path, "\"" + step.name() + "\" stands twice", "Remove one.");
      } else {
        problems.error(
            step.position(),
            path,
            "\"" + step.name() + "\" stands twice with different options",
            "Give the second a name of its own under storages.");
      }
    }
    return List.copyOf(once.values());
  }

  private List<String> lists(List<String> names, Mapping chain, String path, String key) {
    Entry entry = chain.entries().get(key);
    Position place = entry == null ? chain.position() : entry.value().position();
    List<String> once = names.stream().distinct().toList();
    if (once.size() < names.size()) {
      problems.warning(place, path + "." + key, "names a list twice", "Remove one.");
    }
    return once;
  }
}
