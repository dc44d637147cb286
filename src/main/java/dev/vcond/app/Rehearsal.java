package dev.vcond.app;

import dev.vcond.chain.Chain;
import dev.vcond.config.ChainConfig;
import dev.vcond.config.Config;
import dev.vcond.config.ConfigException;
import dev.vcond.config.ConfigProblem;
import dev.vcond.config.ConfigProblem.Severity;
import dev.vcond.config.Normalize;
import dev.vcond.config.OnOversize;
import dev.vcond.config.RetryConfig;
import dev.vcond.config.StoragePolicy;
import dev.vcond.event.PipelineListener;
import dev.vcond.link.Link;
import dev.vcond.link.delay.DelayLink;
import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageWriter;
import dev.vcond.time.Watchdog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The enabled chains of a configuration with its real links, and something else in the place of
 * every storage: nothing is written and no service of a storage is asked. What links repeat, they
 * repeat without a wait, and {@code links.delay} does not wait either. Not thread-safe; the chains
 * are.
 */
public final class Rehearsal implements AutoCloseable {
  private static final Duration NO_TIME = Duration.ofNanos(1);

  private final Blueprint blueprint;
  private final Function<String, Storage> standIns;
  private final PipelineListener events;
  private final Watchdog watchdog;
  private final Closer closer = new Closer();
  private final Map<String, Chain> opened = new LinkedHashMap<>();

  /**
   * @param standIns what takes the place of a storage, by the name of its entry
   */
  public Rehearsal(
      Blueprint blueprint,
      Function<String, Storage> standIns,
      Watchdog watchdog,
      PipelineListener events) {
    this.blueprint = blueprint;
    this.standIns = standIns;
    this.watchdog = watchdog;
    this.events = events;
    closer.add("plugins", blueprint.catalog());
  }

  /** The configuration. */
  public Config config() {
    return blueprint.config();
  }

  /** The names of the enabled chains, in the order of the file. */
  public List<String> chains() {
    return blueprint.chains().stream().map(chain -> chain.config().name()).toList();
  }

  /**
   * An enabled chain; its links are opened when it is first asked for.
   *
   * @throws ConfigException naming all links that could not be opened
   */
  public Chain chain(String name) {
    Chain there = opened.get(name);
    if (there != null) {
      return there;
    }
    Chain made =
        blueprint.chains().stream()
            .filter(bound -> bound.config().name().equals(name))
            .findFirst()
            .map(this::opened)
            .orElseThrow();
    opened.put(name, made);
    return made;
  }

  private Chain opened(BoundChain bound) {
    var problems = new ArrayList<ConfigProblem>();
    var steps = new ArrayList<Chain.Step>();
    for (BoundLink link : bound.links()) {
      try {
        steps.add(step(link));
      } catch (Exception e) {
        problems.add(cannotOpen(link, e));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    ChainConfig chain = bound.config();
    return new Chain(
        chain.name(),
        steps,
        bound.storages().stream().map(this::writer).toList(),
        chain.ingressLists(),
        chain.egressLists(),
        chain.egress(),
        chain.timeout(),
        blueprint.config().worker().normalize() == Normalize.ALWAYS);
  }

  private Chain.Step step(BoundLink bound) throws Exception {
    var link = bound.open();
    closer.add("link " + bound.config().name(), link);
    Chain.Step step = bound.step(link);
    var hurried = new RetryConfig(step.retry().maxAttempts(), NO_TIME, 1, NO_TIME, 0);
    Link inNoTime = link instanceof DelayLink delay ? delay.withoutWaiting() : link;
    return new Chain.Step(step.name(), inNoTime, step.timeout(), hurried, step.filter());
  }

  private static ConfigProblem cannotOpen(BoundLink link, Exception why) {
    return new ConfigProblem(
        Severity.ERROR,
        link.config().position(),
        "links." + link.config().name(),
        "cannot be opened: " + why.getMessage(),
        "");
  }

  private StorageWriter writer(BoundStorage bound) {
    String name = bound.config().name();
    var writer =
        new StorageWriter(
            name, standIns.apply(name), plain(bound.config().policy()), watchdog, events);
    closer.add("storage " + name, writer);
    return writer;
  }

  /** How a storage makes documents smaller is its own, and not what chains are tested for. */
  private static StoragePolicy plain(StoragePolicy policy) {
    return switch (policy.onOversize()) {
      case WARN, REJECT -> policy;
      case COMPRESS, SPLIT -> policy.withOversize(OnOversize.WARN);
    };
  }

  @Override
  public void close() {
    closer.close();
  }
}
