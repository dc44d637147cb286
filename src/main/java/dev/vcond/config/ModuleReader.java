package dev.vcond.config;

import dev.vcond.config.ConfigValue.Entry;
import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.ConfigValue.Scalar;
import dev.vcond.config.ConfigValue.Sequence;
import dev.vcond.config.ServerOnlyKeys.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what stands under {@code links} and {@code storages}, one named thing after another. */
final class ModuleReader {

  /** Policy keys that are also understood inside options, where the adapter guide has them. */
  static final List<String> LIFTED = List.of("max_size", "on_oversize");

  /** Policy keys that no adapter would call an option of its own. */
  private static final List<String> MISPLACED =
      List.of("on_failure", "on_outage", "attempt_timeout", "egress_format");

  private static final String EXAMPLE = "{module: %s}";

  private final ServerOnlyKeys serverOnly;
  private final Optional<Scalar> egressFormat;
  private final Problems problems;

  /**
   * @param egressFormat what the environment says for the storages that vcon-server applied it to
   */
  ModuleReader(ServerOnlyKeys serverOnly, Optional<Scalar> egressFormat, Problems problems) {
    this.serverOnly = serverOnly;
    this.egressFormat = egressFormat;
    this.problems = problems;
  }

  /** The links. One with a wrong key is among them without it; the problem has been reported. */
  Map<String, LinkConfig> links(Mapping root) {
    Map<String, LinkConfig> links = new LinkedHashMap<>();
    section(root, "links")
        .entries()
        .forEach((name, entry) -> {
          LinkConfig link = link(name, entry);
          if (link != null) {
            links.put(name, link);
          }
        });
    return links;
  }

  /** The storages. One with a wrong key is among them without it, as with links. */
  Map<String, StorageConfig> storages(Mapping root) {
    Map<String, StorageConfig> storages = new LinkedHashMap<>();
    section(root, "storages")
        .entries()
        .forEach((name, entry) -> {
          StorageConfig storage = storage(name, entry);
          if (storage != null) {
            storages.put(name, storage);
          }
        });
    return storages;
  }

  private @Nullable LinkConfig link(String name, Entry entry) {
    String path = "links." + name;
    Mapping written = mapping(entry, path, EXAMPLE.formatted("links.tag"), problems);
    if (written == null) {
      return null;
    }
    Mapping own = serverOnly.strip(written, path, Kind.PIP_NAME);
    own = withFilter(serverOnly.strip(own, path, Kind.LISTS_OF_A_LINK), path);
    own = withoutHook(own, path);
    own = withEgressFormatOfLink(own, path);
    LinkSection section = RecordBinder.bindSound(LinkSection.class, own, path, problems);
    if (section == null) {
      return null;
    }
    section.policy().filter().warn(own, path, problems);
    return new LinkConfig(
        name, section.module(), section.options(), section.policy(), entry.keyPosition());
  }

  /** The keys that vcon-server has inside the options, beside them. */
  private Mapping withFilter(Mapping link, String path) {
    if (!(link.get("options") instanceof Mapping options)) {
      return link;
    }
    String module = link.get("module") instanceof Scalar scalar ? scalar.text() : "";
    FilterKeys keys = FilterKeys.in(options, module);
    Mapping own = link.with("options", keys.options());
    for (String key : keys.filter().entries().keySet()) {
      own = lift(own, key, keys.filter().entries().get(key), path);
    }
    return own;
  }

  /** What vcon-server reads from the options of every link; plugins have options of their own. */
  private Mapping withoutHook(Mapping link, String path) {
    return link.get("options") instanceof Mapping options && !isPlugin(link)
        ? link.with("options", serverOnly.strip(options, path + ".options", Kind.AFTER_LINK))
        : link;
  }

  static boolean isPlugin(@Nullable ConfigValue link) {
    return link instanceof Mapping written
        && written.get("module") instanceof Scalar module
        && !module.text().startsWith("links.");
  }

  private @Nullable StorageConfig storage(String name, Entry entry) {
    String path = "storages." + name;
    Mapping written = mapping(entry, path, EXAMPLE.formatted("storage.file"), problems);
    if (written == null) {
      return null;
    }
    Mapping own = serverOnly.strip(written, path, Kind.PIP_NAME);
    own = withEgressFormat(lifted(own, path), path);
    StorageSection section = RecordBinder.bindSound(StorageSection.class, own, path, problems);
    return section == null
        ? null
        : new StorageConfig(
            name, section.module(), section.options(), section.policy(), entry.keyPosition());
  }

  private Mapping lifted(Mapping storage, String path) {
    if (!(storage.get("options") instanceof Mapping options)) {
      return storage;
    }
    Mapping own = storage;
    Mapping rest = options;
    for (String key : LIFTED) {
      Entry inside = options.entries().get(key);
      if (inside != null) {
        rest = rest.without(key);
        own = lift(own, key, inside, path);
      }
    }
    MISPLACED.forEach(key -> refuseInside(options, key, path));
    return own.with("options", MISPLACED.stream().reduce(rest, Mapping::without, (a, _) -> a));
  }

  private Mapping lift(Mapping storage, String key, Entry inside, String path) {
    if (inside.value().isNull()) {
      return storage;
    }
    if (storage.get(key) == null) {
      return storage.with(key, inside.value());
    }
    problems.error(
        inside.keyPosition(),
        path + ".options." + key,
        "is given twice, also beside options",
        "Keep one of them.");
    return storage;
  }

  private void refuseInside(Mapping options, String key, String path) {
    Entry inside = options.entries().get(key);
    if (inside != null) {
      problems.error(
          inside.keyPosition(),
          path + ".options." + key,
          "stands beside options, not inside",
          "Write it as " + path + "." + key + ".");
    }
  }

  private Mapping withEgressFormat(Mapping storage, String path) {
    return isOneOf(ServerEnvironment.FORMATTED_STORAGES, storage)
        ? withEgressFormat(storage, List.of("egress_format"), path)
        : storage;
  }

  /** A link writes it among its options: it is the link that posts the document. */
  private Mapping withEgressFormatOfLink(Mapping link, String path) {
    ConfigValue written = link.get("options");
    if (egressFormat.isEmpty()
        || !isOneOf(ServerEnvironment.FORMATTED_LINKS, link)
        || !(written == null || written.isNull() || written instanceof Mapping)) {
      return link;
    }
    Mapping options = written instanceof Mapping mapping ? mapping : Mapping.empty();
    Mapping formatted =
        withEgressFormat(
            options, List.of("egress_format", "egress_format_version"), path + ".options");
    return link.with("options", formatted);
  }

  private static boolean isOneOf(Set<String> modules, Mapping entry) {
    return entry.get("module") instanceof Scalar module && modules.contains(module.text());
  }

  /** With what the environment says, unless one of these keys says something. */
  private Mapping withEgressFormat(Mapping holder, List<String> keys, String path) {
    if (egressFormat.isEmpty()) {
      return holder;
    }
    for (String key : keys) {
      ConfigValue written = holder.get(key);
      if (written != null && !written.isNull()) {
        warnOfOther(written, path + "." + key, egressFormat.get());
        return holder;
      }
    }
    return keys.stream()
        .reduce(holder, Mapping::without, (one, _) -> one)
        .with(keys.getFirst(), egressFormat.get());
  }

  private void warnOfOther(ConfigValue written, String key, Scalar environment) {
    if (written instanceof Scalar scalar && !scalar.text().equals(environment.text())) {
      problems.warning(
          scalar.position(),
          key,
          "the environment variable EGRESS_FORMAT_VERSION is set and not used: the file wins",
          "Unset the variable, or remove the other.");
    }
  }

  /** A section of named things; empty when it is absent or, which is reported elsewhere, wrong. */
  static Mapping section(Mapping root, String name) {
    return root.get(name) instanceof Mapping mapping ? mapping : Mapping.empty();
  }

  /** What stands under a name, where null is an empty mapping at the place of the name. */
  static @Nullable Mapping mapping(Entry entry, String path, String example, Problems problems) {
    if (entry.value() instanceof Mapping mapping) {
      return mapping;
    }
    if (entry.value().isNull()) {
      return new Mapping(Map.of(), entry.keyPosition());
    }
    problems.error(
        entry.value().position(),
        path,
        "expected a mapping of keys to values, not "
            + (entry.value() instanceof Sequence ? "a list" : "a single value"),
        "For example: " + example);
    return null;
  }
}
