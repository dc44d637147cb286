package dev.vcond.app;

import dev.vcond.chain.Chain;
import dev.vcond.config.ChainConfig;
import dev.vcond.config.ConfigException;
import dev.vcond.config.ConfigProblem;
import dev.vcond.config.ConfigProblem.Severity;
import dev.vcond.config.Normalize;
import dev.vcond.config.Position;
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

/** Opens the links and storages that enabled chains name and makes the chains. Used once. */
final class Wiring {
  private final Blueprint blueprint;
  private final Closer closer;
  private final Surroundings around;
  private final Map<String, StorageWriter> writers = new LinkedHashMap<>();
  private final List<ConfigProblem> problems = new ArrayList<>();

  /** What the storages' writers share. */
  record Surroundings(Watchdog watchdog, PipelineListener events, InstantSource clock) {}

  Wiring(Blueprint blueprint, Closer closer, Surroundings around) {
    this.blueprint = blueprint;
    this.closer = closer;
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
    bound.links().forEach(link -> open(link, links));
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

  private void open(BoundLink bound, List<Chain.Step> into) {
    String name = bound.config().name();
    try {
      Link link = bound.open();
      closer.add("link " + name, link);
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
    Storage storage = bound.open(around.clock(), blueprint.config().redis().server());
    closer.add("storage " + name, storage);
    var writer =
        new StorageWriter(
            name, storage, bound.config().policy(), around.watchdog(), around.events());
    closer.add("probes of storage " + name, writer);
    return writer;
  }

  private void cannotOpen(Position place, String key, Exception why) {
    problems.add(
        new ConfigProblem(Severity.ERROR, place, key, "cannot be opened: " + why.getMessage(), ""));
  }
}
