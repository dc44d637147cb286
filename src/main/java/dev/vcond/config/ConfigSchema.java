package dev.vcond.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The JSON Schema (2020-12) of config.yml, made from the records that it is bound to: for editors,
 * which complete keys, show what they mean and mark what is wrong. What {@code vcond check} accepts
 * it accepts as well; what depends on other lines is left to {@code check}.
 */
public final class ConfigSchema {
  private static final String BESIDE_OPTIONS = "Also accepted beside `options`, where it belongs.";
  private static final String SERVER_ONLY = "Of vcon-server; has no effect here.";
  private static final Set<String> NOT_RUN = Set.of("tracers", "followers");

  private final List<Module> links;
  private final List<Module> storages;
  private final Set<String> otherModules;

  /** A module as its entries have it. */
  public record Module(String name, String summary, Class<? extends Record> options) {}

  /**
   * @param otherModules names that are known and have no options here
   */
  public ConfigSchema(List<Module> links, List<Module> storages, Set<String> otherModules) {
    this.links = List.copyOf(links);
    this.storages = List.copyOf(storages);
    this.otherModules = Set.copyOf(otherModules);
  }

  /** The schema. */
  public ObjectNode json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("$id", "urn:vcond:config");
    root.put("title", "Configuration of vcond");
    root.setAll(RecordSchema.of(FileSections.class));
    ObjectNode properties = RecordSchema.properties(root);
    ObjectNode definitions = root.putObject("$defs");
    sectionOf(properties, "links").set("additionalProperties", link(definitions));
    sectionOf(properties, "storages").set("additionalProperties", storage(definitions));
    sectionOf(properties, "chains").set("additionalProperties", chain());
    List.of("imports", "ingress_auth").forEach(key -> serverOnly(properties, key));
    NOT_RUN.stream()
        .sorted()
        .forEach(key ->
            properties
                .putObject(key)
                .put("description", "Of vcon-server; cannot run here yet: see `unsupported`."));
    root.putObject("patternProperties").putObject("^" + ConfigLoader.FOR_ANCHORS);
    return root;
  }

  private static ObjectNode sectionOf(ObjectNode properties, String name) {
    return properties.withObjectProperty(name);
  }

  private static void serverOnly(ObjectNode properties, String key) {
    properties.putObject(key).put("description", SERVER_ONLY).put("deprecated", true);
  }

  private ObjectNode link(ObjectNode definitions) {
    for (Module link : links) {
      ObjectNode options = optionsOf(link);
      ObjectNode properties = RecordSchema.properties(options);
      if (!FilterKeys.isForeign(link.name())) {
        addMissing(LinkFilter.class, properties, Set.of());
      }
      serverOnly(properties, "after_link");
      definitions.set(link.name(), options.put("description", link.summary()));
    }
    ObjectNode entry = entry(LinkSection.class, links, "links");
    ObjectNode properties = RecordSchema.properties(entry);
    Stream.of("pip_name", "ingress-lists", "egress-lists", "ingress_lists", "egress_lists")
        .forEach(key -> serverOnly(properties, key));
    return entry;
  }

  private ObjectNode storage(ObjectNode definitions) {
    for (Module storage : storages) {
      ObjectNode options = optionsOf(storage);
      addMissing(
          StoragePolicy.class, RecordSchema.properties(options), Set.copyOf(ModuleReader.LIFTED));
      definitions.set(storage.name(), options.put("description", storage.summary()));
    }
    ObjectNode entry = entry(StorageSection.class, storages, "storage");
    serverOnly(RecordSchema.properties(entry), "pip_name");
    return entry;
  }

  /** Those of a plugin are written by others: a faulty record is for check to complain of. */
  private static ObjectNode optionsOf(Module module) {
    try {
      return RecordSchema.of(module.options());
    } catch (IllegalStateException | LinkageError _) {
      return RecordSchema.mapping();
    }
  }

  /** Keys of a policy that are also understood inside options. */
  private static void addMissing(
      Class<? extends Record> policy, ObjectNode properties, Set<String> only) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    RecordSchema.addKeys(policy, all);
    all.properties()
        .forEach(key -> {
          if ((only.isEmpty() || only.contains(key.getKey())) && !properties.has(key.getKey())) {
            ObjectNode schema = key.getValue().deepCopy();
            properties.set(
                key.getKey(),
                schema.put(
                    "description", schema.path("description").asText() + " " + BESIDE_OPTIONS));
          }
        });
  }

  /** An entry whose options are those of its module. */
  private ObjectNode entry(Class<? extends Record> type, List<Module> modules, String prefix) {
    ObjectNode entry = RecordSchema.of(type);
    entry.put("type", "object").putArray("required").add("module");
    RecordSchema.properties(entry).set("module", module(modules, prefix));
    ArrayNode each = entry.putArray("allOf");
    for (Module module : modules) {
      ObjectNode rule = each.addObject();
      ObjectNode condition = rule.putObject("if");
      condition.putObject("properties").putObject("module").put("const", module.name());
      condition.putArray("required").add("module");
      rule.putObject("then")
          .putObject("properties")
          .putObject("options")
          .put("$ref", "#/$defs/" + module.name());
    }
    return entry;
  }

  /** One of ours, one that vcon-server has, or the class of a plugin. */
  private ObjectNode module(List<Module> modules, String prefix) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("description", "Which module it is; its options depend on it.");
    ArrayNode ways = schema.putArray("anyOf");
    modules.forEach(module ->
        ways.addObject().put("const", module.name()).put("description", module.summary()));
    ArrayNode others = ways.addObject().put("deprecated", true).putArray("enum");
    otherModules.stream().sorted().filter(name -> name.startsWith(prefix)).forEach(others::add);
    ways.addObject().put("type", "string").put("pattern", "^(?!" + prefix + "\\.)");
    return schema;
  }

  private static ObjectNode chain() {
    ObjectNode chain = RecordSchema.of(ChainSection.class);
    ObjectNode properties = RecordSchema.properties(chain);
    List.of("links", "storages")
        .forEach(key -> properties.withObjectProperty(key).setAll(RecordSchema.list(step())));
    serverOnly(properties, "tracers");
    return chain;
  }

  /** A name, or a single name with options. */
  private static ObjectNode step() {
    ObjectNode step = JsonNodeFactory.instance.objectNode();
    ArrayNode ways = step.putArray("anyOf");
    ways.addObject().putArray("type").add("string").add("number").add("boolean");
    ObjectNode inline = ways.addObject();
    inline.put("type", "object").put("minProperties", 1).put("maxProperties", 1);
    inline.set("additionalProperties", RecordSchema.mapping());
    return step;
  }
}
