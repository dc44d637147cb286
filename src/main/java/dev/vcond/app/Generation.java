package dev.vcond.app;

import dev.vcond.chain.Chain;
import dev.vcond.config.Config;
import dev.vcond.queue.Keys;
import dev.vcond.storage.DocumentSource;
import dev.vcond.storage.StorageWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one configuration opened: a reload opens another and closes this one when none of its code
 * runs any more.
 *
 * @param chains every enabled chain
 * @param sources every storage of the file in its order, where documents are looked for that are
 *     missing in Redis; those that no enabled chain writes to are opened when they are first asked
 * @param opened the links and storages
 */
record Generation(
    Config config, List<Chain> chains, List<DocumentSource> sources, AutoCloseable opened)
    implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Generation.class);

  /** A pool whose server is away waits for seconds for its last attempt to connect. */
  private static final Duration TO_CLOSE = Duration.ofMillis(500);

  Generation {
    chains = List.copyOf(chains);
    sources = List.copyOf(sources);
  }

  /**
   * Opens all that a configuration names.
   *
   * @throws dev.vcond.config.ConfigException naming all that could not be opened; nothing stays
   *     open that nobody else uses
   */
  static Generation open(Blueprint blueprint, Openings openings, Wiring.Surroundings around) {
    Openings.Hold hold = openings.hold();
    hold.add("plugins", blueprint.catalog());
    try {
      var wiring = new Wiring(blueprint, hold, around);
      List<Chain> chains = wiring.chains();
      return new Generation(blueprint.config(), chains, wiring.sources(), hold);
    } catch (RuntimeException e) {
      hold.close();
      throw e;
    }
  }

  /** Every ingress list, in the order of the file. */
  List<String> lists() {
    return chains.stream().flatMap(chain -> chain.ingressLists().stream()).toList();
  }

  /** The chains that have something to claim from, those that pay back what is owed included. */
  List<Chain> fetching() {
    return Stream.concat(
            chains.stream().filter(chain -> !chain.ingressLists().isEmpty()), repaying().stream())
        .toList();
  }

  /** One for each storage: writes may be owed since before a change of its policy. */
  private List<Chain> repaying() {
    var byStorage = new LinkedHashMap<String, Chain>();
    for (Chain chain : chains) {
      for (StorageWriter storage : chain.storages()) {
        if (!chain.ingressLists().isEmpty()) {
          byStorage.computeIfAbsent(
              storage.name(),
              name -> Chain.repaying(storage, owed(name), chain.ingressLists().getFirst()));
        }
      }
    }
    return List.copyOf(byStorage.values());
  }

  private static String owed(String storage) {
    return new String(Keys.owed(storage), StandardCharsets.UTF_8);
  }

  /** Every list that is claimed from, those of owed writes included. */
  List<String> claimed() {
    return fetching().stream().flatMap(chain -> chain.ingressLists().stream()).toList();
  }

  /** Everything that chains write to, those with options of a chain's own included. */
  Set<StorageWriter> writers() {
    return chains.stream()
        .flatMap(chain -> chain.storages().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Whether no storage is saving or reading anything. */
  boolean idle() {
    return writers().stream().allMatch(StorageWriter::idle)
        && sources.stream().allMatch(DocumentSource::idle);
  }

  /** The way of a vCon through one chain, on one line. */
  static String described(Chain chain) {
    return "%s -> chain %s (%s) -> %s%s"
        .formatted(
            names("Lists ", chain.ingressLists(), "No list"),
            chain.name(),
            names("links ", chain.links().stream().map(Chain.Step::name).toList(), "no link"),
            names(
                "storages ",
                chain.storages().stream().map(StorageWriter::name).toList(),
                "no storage"),
            names(" -> egress ", chain.egressLists(), ""));
  }

  private static String names(String what, List<String> all, String none) {
    return all.isEmpty() ? none : all.stream().collect(Collectors.joining(", ", what, ""));
  }

  /** Closes links and storages; goes on without those whose service keeps them waiting. */
  @Override
  public void close() {
    Thread closing = Thread.ofPlatform().name("vcond-close").daemon().start(this::closeOpened);
    try {
      if (!closing.join(TO_CLOSE)) {
        log.debug("Links and storages are still closing after {}.", TO_CLOSE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeOpened() {
    try {
      opened.close();
    } catch (Exception e) {
      log.warn("Closing links and storages failed.", e);
    }
  }
}
