package dev.vcond.app;

import dev.vcond.chain.Chain;
import dev.vcond.config.ChainConfig;
import dev.vcond.config.Config;
import dev.vcond.config.ConfigValue;
import dev.vcond.config.LinkConfig;
import dev.vcond.config.Normalize;
import dev.vcond.config.OnOversize;
import dev.vcond.config.Problems;
import dev.vcond.config.StepRef;
import dev.vcond.config.StorageConfig;
import dev.vcond.event.PipelineListener;
import dev.vcond.link.Link;
import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageSetup;
import dev.vcond.storage.StorageWriter;
import dev.vcond.time.Watchdog;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Opens the links and storages that enabled chains name and makes the chains; notes every problem
 * before it gives up.
 */
final class Wiring {
  private final Config config;
  private final Problems problems;
  private final OptionsBinder binder;
  private final Closer closer;
  private final Surroundings around;
  private final Map<String, StorageWriter> writers = new LinkedHashMap<>();

  /** What the storages' writers share. */
  record Surroundings(Watchdog watchdog, PipelineListener events, InstantSource clock) {}

  Wiring(Config config, Catalog catalog, Problems problems, Closer closer, Surroundings around) {
    this.config = config;
    this.problems = problems;
    this.binder = new OptionsBinder(catalog, problems);
    this.closer = closer;
    this.around = around;
  }

  /** Every enabled chain; throws a ConfigException with all problems if there is one. */
  List<Chain> chains() {
    var chains = new ArrayList<Chain>();
    for (ChainConfig chain : config.chains().values()) {
      if (chain.enabled()) {
        chains.add(chain(chain));
      }
    }
    problems.throwIfErrors();
    return chains;
  }

  /** Opened storages, in the order of the file. */
  List<StorageWriter> storages() {
    return config.storages().keySet().stream()
        .filter(writers::containsKey)
        .map(writers::get)
        .toList();
  }

  private Chain chain(ChainConfig chain) {
    var links = new ArrayList<Chain.Step>();
    for (StepRef step : chain.links()) {
      LinkConfig link = config.links().get(step.name());
      if (link != null) {
        step(link, step, links);
      }
    }
    var storages = new ArrayList<StorageWriter>();
    for (StepRef step : chain.storages()) {
      StorageConfig storage = config.storages().get(step.name());
      if (storage != null) {
        writer(storage, step, chain.name(), storages);
      }
    }
    return new Chain(
        chain.name(),
        links,
        storages,
        chain.ingressLists(),
        chain.egressLists(),
        chain.egress(),
        chain.timeout(),
        config.worker().normalize() == Normalize.ALWAYS);
  }

  private void step(LinkConfig config, StepRef step, List<Chain.Step> links) {
    String key = "links." + config.name();
    binder
        .link(
            config.module(), config.options().overlay(step.inlineOptions()), key, config.position())
        .ifPresent(opening -> {
          try {
            Link link = opening.open();
            closer.add("link " + config.name(), link);
            var timeout = config.timeout();
            links.add(
                new Chain.Step(
                    config.name(), link, timeout == null ? link.defaultTimeout() : timeout));
          } catch (Exception e) {
            problems.error(config.position(), key, String.valueOf(e.getMessage()), "");
          }
        });
  }

  private void writer(StorageConfig config, StepRef step, String chain, List<StorageWriter> into) {
    ConfigValue.Mapping inline = step.inlineOptions();
    // Inline options make a storage of the chain's own; without them all chains share one pool.
    String owner = inline.entries().isEmpty() ? config.name() : config.name() + "@" + chain;
    StorageWriter there = writers.get(owner);
    if (there != null) {
      into.add(there);
      return;
    }
    String key = "storages." + config.name();
    if (config.policy().onOversize() == OnOversize.COMPRESS
        || config.policy().onOversize() == OnOversize.SPLIT) {
      problems.error(
          config.position(),
          key + ".on_oversize",
          config.module() + " cannot compress or split documents; expected warn or reject",
          "");
    }
    binder
        .storage(
            config.module(),
            config.options().overlay(inline),
            new StorageSetup(config.name(), around.clock()),
            key,
            config.position())
        .ifPresent(opening -> {
          try {
            Storage storage = opening.open();
            closer.add("storage " + config.name(), storage);
            var writer =
                new StorageWriter(
                    config.name(), storage, config.policy(), around.watchdog(), around.events());
            writers.put(owner, writer);
            into.add(writer);
          } catch (Exception e) {
            problems.error(config.position(), key, String.valueOf(e.getMessage()), "");
          }
        });
  }
}
