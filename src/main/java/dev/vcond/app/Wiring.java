package dev.vcond.app;

import dev.vcond.chain.Chain;
import dev.vcond.config.ChainConfig;
import dev.vcond.config.ConfigException;
import dev.vcond.config.ConfigProblem;
import dev.vcond.config.ConfigProblem.Severity;
import dev.vcond.config.LinkConfig;
import dev.vcond.config.Normalize;
import dev.vcond.config.OnOversize;
import dev.vcond.config.Position;
import dev.vcond.config.Spelling;
import dev.vcond.config.StorageConfig;
import dev.vcond.config.StoragePolicy;
import dev.vcond.event.PipelineListener;
import dev.vcond.link.Link;
import dev.vcond.storage.DocumentSource;
import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageWriter;
import dev.vcond.time.Watchdog;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Opens the links and storages that enabled chains name and makes the chains; what an earlier
 * configuration opened in the very same way is taken over. Used once.
 */
final class Wiring {
  private final Blueprint blueprint;
  private final Openings.Hold hold;
  private final Surroundings around;
  private final Map<String, StorageWriter> writers = new LinkedHashMap<>();
  private final List<ConfigProblem> problems = new ArrayList<>();

  /** What the storages' writers share. */
  record Surroundings(Watchdog watchdog, PipelineListener events, InstantSource clock) {}

  /** The storage that a part of a file means, and the policy around it. */
  private record StorageKey(String module, String owner, Spelling options, OnOversize oversize) {}

  private record WriterKey(StorageKey storage, StoragePolicy policy) {}

  private record LinkKey(String module, String chain, int place, Spelling options) {}

  /**
   * @param hold what was opened is closed with it
   */
  Wiring(Blueprint blueprint, Openings.Hold hold, Surroundings around) {
    this.blueprint = blueprint;
    this.hold = hold;
    this.around = around;
  }

  /**
   * Every enabled chain.
   *
   * @throws ConfigException naming all links and storages that could not be opened
   */
  List<Chain> chains() {
    List<Chain> chains = blueprint.chains().stream().map(this::chain).toList();
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return chains;
  }

  /**
   * Every storage of the file in its order, with options of a chain's own beside those that it
   * overlays: what {@link #chains} opened, and the others, which open when they are first asked.
   */
  List<DocumentSource> sources() {
    var entries = new StorageEntries(blueprint.config(), blueprint.catalog());
    return entries.names().stream().map(name -> source(name, entries)).toList();
  }

  private DocumentSource source(String name, StorageEntries entries) {
    StorageWriter writer = writers.get(name);
    return writer != null
        ? writer
        : new UnusedStorage(name, entries.reading(name), () -> opened(entries.bound(name), name));
  }

  private Chain chain(BoundChain bound) {
    var links = new ArrayList<Chain.Step>();
    for (BoundLink link : bound.links()) {
      open(link, new Place(bound.config().name(), links.size()), links);
    }
    var storages = new ArrayList<StorageWriter>();
    bound.storages().forEach(storage -> open(storage, storages));
    ChainConfig chain = bound.config();
    return new Chain(
        chain.name(),
        links,
        storages,
        chain.ingressLists(),
        chain.egressLists(),
        chain.egress(),
        chain.timeout(),
        blueprint.config().worker().normalize() == Normalize.ALWAYS);
  }

  /** Where a link stands; each place has one of its own. */
  private record Place(String chain, int step) {}

  private void open(BoundLink bound, Place place, List<Chain.Step> into) {
    LinkConfig config = bound.config();
    String name = config.name();
    try {
      var key =
          new LinkKey(config.module(), place.chain, place.step, Spelling.of(config.options()));
      Link link =
          hold.take(
              "link " + name,
              reusable(ModuleKind.LINK, config.module(), key),
              Link.class,
              bound::open);
      into.add(bound.step(link));
    } catch (Exception e) {
      cannotOpen(bound.config().position(), "links." + name, e);
    }
  }

  private void open(BoundStorage bound, List<StorageWriter> into) {
    StorageWriter there = writers.get(bound.owner());
    if (there != null) {
      into.add(there);
      return;
    }
    String name = bound.config().name();
    try {
      StorageWriter writer = opened(bound, name);
      writers.put(bound.owner(), writer);
      into.add(writer);
    } catch (Exception e) {
      cannotOpen(bound.config().position(), "storages." + name, e);
    }
  }

  private StorageWriter opened(BoundStorage bound, String name) throws Exception {
    StorageConfig config = bound.config();
    StoragePolicy policy = config.policy();
    var key = new StorageKey(config.module(), bound.owner(), bound.said(), policy.onOversize());
    Storage storage =
        hold.take(
            "storage " + name,
            reusable(ModuleKind.STORAGE, config.module(), key),
            Storage.class,
            () -> bound.open(around.clock(), blueprint.config().redis().server()));
    return hold.take(
        "probes of storage " + name,
        reusable(ModuleKind.STORAGE, config.module(), new WriterKey(key, policy)),
        StorageWriter.class,
        () -> new StorageWriter(name, storage, policy, around.watchdog(), around.events()));
  }

  /** A plugin's jar may have been replaced: what is of it is opened anew. */
  private Object reusable(ModuleKind kind, String module, Object key) {
    return blueprint.catalog().modules(kind).contains(module) ? key : new Object();
  }

  private void cannotOpen(Position place, String key, Exception why) {
    problems.add(
        new ConfigProblem(
            Severity.ERROR,
            place,
            key,
            "cannot be opened: " + Objects.requireNonNullElse(why.getMessage(), why.toString()),
            ""));
  }
}
