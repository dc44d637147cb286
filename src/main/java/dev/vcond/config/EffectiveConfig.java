package dev.vcond.config;

import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.Setting.Group;
import dev.vcond.config.Setting.Items;
import dev.vcond.config.Setting.Kind;
import dev.vcond.config.Setting.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A configuration as it counts: every key with its value, that of the file, the environment, a flag
 * or the default, and where it comes from. What it says is a configuration again, but for secrets.
 */
public final class EffectiveConfig {
  private static final String OF_ENVIRONMENT = "environment (";

  private final Config config;
  private final Origins origins;
  private final Modules modules;
  private final SettingReader reader;

  /** Binds the options of entries, with those of a chain laid over them; null if that fails. */
  public interface Modules {
    @Nullable Record optionsOf(LinkConfig link, Mapping inline);

    @Nullable Record optionsOf(StorageConfig storage, Mapping inline);

    /** The policy with what older options say about it. */
    StoragePolicy policyOf(StorageConfig storage);
  }

  public EffectiveConfig(Config config, Origins origins, Modules modules) {
    this.config = config;
    this.origins = origins;
    this.modules = modules;
    this.reader = new SettingReader(origins);
  }

  /** What the file could say. */
  public Group file() {
    Map<String, Setting> sections = new LinkedHashMap<>();
    sections.put("redis", reader.of(config.redis(), written("redis")));
    sections.put("worker", reader.of(config.worker(), written("worker")));
    sections.put("admin", reader.of(config.admin(), written("admin")));
    sections.put("plugins", reader.of(config.plugins(), written("plugins")));
    sections.put(
        "unsupported",
        new Value(
            ValueConverter.written(config.unsupported()),
            Kind.WORD,
            origins.of(origins.effective().get("unsupported"))));
    Map<String, Setting> links = new LinkedHashMap<>();
    config.links().forEach((name, link) -> links.put(name, link(link)));
    sections.put("links", new Group(links));
    Map<String, Setting> storages = new LinkedHashMap<>();
    config.storages().forEach((name, storage) -> storages.put(name, storage(storage)));
    sections.put("storages", new Group(storages));
    Map<String, Setting> chains = new LinkedHashMap<>();
    config.chains().forEach((name, chain) -> chains.put(name, chain(chain)));
    sections.put("chains", new Group(chains));
    return new Group(sections);
  }

  /** The variables that have no key in the file. */
  public Group environment() {
    return reader.of(config.compat(), origins.environment());
  }

  /**
   * What environment variables of vcon-server took effect on, each with its keys: {@code REDIS_URL
   * (redis.url)}.
   */
  public List<String> fromEnvironment() {
    Map<String, List<String>> keys = new TreeMap<>();
    collect(file(), "", keys);
    List<String> all = new ArrayList<>();
    keys.forEach((name, of) -> all.add("%s (%s)".formatted(name, String.join(", ", of))));
    origins.environment().entries().keySet().stream().sorted().forEach(all::add);
    return all;
  }

  private static void collect(Setting setting, String path, Map<String, List<String>> keys) {
    switch (setting) {
      case Value(_, _, String from) when from.startsWith(OF_ENVIRONMENT) ->
          keys.computeIfAbsent(
                  from.substring(OF_ENVIRONMENT.length(), from.length() - 1),
                  _ -> new ArrayList<>())
              .add(path);
      case Group group ->
          group.keys().forEach((key, value) -> collect(value, RecordBinder.join(path, key), keys));
      case Value _, Items _ -> {}
    }
  }

  private Mapping written(String... path) {
    return origins.effective().find(path) instanceof Mapping mapping ? mapping : Mapping.empty();
  }

  private Group link(LinkConfig link) {
    Mapping written = written("links", link.name());
    Record options = modules.optionsOf(link, Mapping.empty());
    return entry(
        written,
        options == null ? reader.raw(link.options(), true) : reader.of(options, link.options()),
        reader.of(link.policy(), lifted(written, FilterKeys.NAMES)));
  }

  private Group storage(StorageConfig storage) {
    Mapping written = written("storages", storage.name());
    Record options = modules.optionsOf(storage, Mapping.empty());
    return entry(
        written,
        options == null
            ? reader.raw(storage.options(), true)
            : reader.of(options, storage.options()),
        reader.of(
            modules.policyOf(storage),
            withFormat(lifted(written, ModuleReader.LIFTED), storage.policy().egressFormat())));
  }

  /** What no key says, the environment has said. */
  private static Mapping withFormat(Mapping policy, EgressFormat format) {
    return format == EgressFormat.CURRENT || policy.get("egress_format") != null
        ? policy
        : policy.with("egress_format", ServerEnvironment.egressFormat(format.toString()));
  }

  private Group entry(Mapping written, Setting options, Group policy) {
    Map<String, Setting> keys = new LinkedHashMap<>();
    ConfigValue module = written.get("module");
    if (module != null) {
      keys.put("module", reader.raw(module, false));
    }
    keys.put("options", options);
    keys.putAll(policy.keys());
    return new Group(keys);
  }

  /** The keys of a policy, some of which may stand among the options. */
  private static Mapping lifted(Mapping written, List<String> keys) {
    Mapping policy = written;
    for (String key : keys) {
      ConfigValue inside = written.find("options", key);
      if (written.get(key) == null && inside != null) {
        policy = policy.with(key, inside);
      }
    }
    return policy;
  }

  private Group chain(ChainConfig chain) {
    Mapping written = written("chains", chain.name());
    ChainSection section =
        new ChainSection(
            List.of(),
            List.of(),
            chain.ingressLists(),
            chain.egressLists(),
            chain.egress(),
            chain.timeout(),
            chain.enabled());
    Map<String, Setting> keys = new LinkedHashMap<>(reader.of(section, written).keys());
    keys.put("links", steps(chain.links(), written.get("links"), true));
    keys.put("storages", steps(chain.storages(), written.get("storages"), false));
    return new Group(keys);
  }

  private Items steps(List<StepRef> steps, @Nullable ConfigValue written, boolean links) {
    String from = origins.of(written);
    return new Items(steps.stream().map(step -> step(step, links, from)).toList(), from);
  }

  private Setting step(StepRef step, boolean link, String from) {
    return step.inlineOptions().entries().isEmpty()
        ? new Value(step.name(), Kind.TEXT, from)
        : new Group(Map.of(step.name(), link ? inlineOfLink(step) : inlineOfStorage(step)));
  }

  private Setting inlineOfLink(StepRef step) {
    LinkConfig link = config.links().get(step.name());
    Record options = link == null ? null : modules.optionsOf(link, step.inlineOptions());
    return inline(step, options);
  }

  private Setting inlineOfStorage(StepRef step) {
    StorageConfig storage = config.storages().get(step.name());
    Record options = storage == null ? null : modules.optionsOf(storage, step.inlineOptions());
    return inline(step, options);
  }

  /** Only what the chain says itself; the engine's keys among it are no secrets. */
  private Setting inline(StepRef step, @Nullable Record options) {
    Group all = options == null ? new Group(Map.of()) : reader.of(options, step.inlineOptions());
    Map<String, Setting> keys = new LinkedHashMap<>();
    step.inlineOptions()
        .entries()
        .forEach((key, entry) -> {
          Setting bound = all.keys().get(options == null ? key : named(options, key));
          boolean ours = FilterKeys.NAMES.contains(key);
          keys.put(key, bound == null ? reader.raw(entry.value(), !ours) : bound);
        });
    return new Group(keys);
  }

  /** The name of a key that may be written under an older one. */
  private static String named(Record options, String key) {
    return named(options.getClass(), key);
  }

  private static String named(Class<? extends Record> type, String key) {
    for (OptionKey each : OptionKey.of(type)) {
      if (each.option().inline()) {
        String inner = named(each.recordType(), key);
        if (!inner.equals(key)) {
          return inner;
        }
      } else if (each.names().contains(key)) {
        return each.name();
      }
    }
    return key;
  }
}
