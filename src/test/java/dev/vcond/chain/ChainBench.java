package dev.vcond.chain;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.config.EgressOrder;
import dev.vcond.config.LinkFilter;
import dev.vcond.config.RetryConfig;
import dev.vcond.event.PipelineEvent;
import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageWriter;
import dev.vcond.storage.TestPolicy;
import dev.vcond.time.Watchdog;
import dev.vcond.vcon.Vcon;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A chain that is built by a test, and everything that happens on it in order. */
final class ChainBench implements AutoCloseable {
  /** What was done, by links, storages and the port alike. */
  final List<String> steps = new CopyOnWriteArrayList<>();

  final List<PipelineEvent> events = new CopyOnWriteArrayList<>();
  final FakePort port = new FakePort(steps);

  /** What the storages hold, by their name. */
  final Map<String, Vcon> stored = new ConcurrentHashMap<>();

  private final Watchdog watchdog = new Watchdog();
  private final ChainRunner runner = new ChainRunner(watchdog, events::add);
  private final List<Chain.Step> links = new ArrayList<>();
  private final List<StorageWriter> storages = new ArrayList<>();
  private final List<String> egressLists = new ArrayList<>();
  private EgressOrder egress = EgressOrder.AFTER_STORAGE;
  private Duration timeout = Duration.ofSeconds(60);
  private boolean normalizeAlways;

  ChainBench link(String name, TestLink link) {
    return link(name, Duration.ofSeconds(20), link);
  }

  ChainBench link(String name, Duration limit, TestLink link) {
    return link(new Chain.Step(name, link, limit));
  }

  ChainBench link(String name, RetryConfig retry, TestLink link) {
    return link(new Chain.Step(name, link, Duration.ofSeconds(20), retry, LinkFilter.NONE));
  }

  ChainBench link(String name, LinkFilter filter, TestLink link) {
    return link(new Chain.Step(name, link, Duration.ofSeconds(20), RetryConfig.DEFAULT, filter));
  }

  ChainBench link(Chain.Step step) {
    TestLink noting = ((TestLink) step.link()).first(() -> steps.add("link " + step.name()));
    links.add(new Chain.Step(step.name(), noting, step.timeout(), step.retry(), step.filter()));
    return this;
  }

  ChainBench storage(String name) {
    return storage(name, TestPolicy.policy(), _ -> {});
  }

  ChainBench storage(String name, Save save) {
    return storage(name, TestPolicy.policy(), save);
  }

  /** What a storage does before it has the document. */
  @FunctionalInterface
  interface Save {
    void save(Vcon vcon) throws Exception;
  }

  ChainBench storage(String name, TestPolicy policy, Save save) {
    Storage storage =
        new Storage() {
          @Override
          public void save(Vcon vcon) throws Exception {
            steps.add("save " + name);
            save.save(vcon);
            stored.put(name, vcon);
          }

          @Override
          public void check() {}
        };
    storages.add(new StorageWriter(name, storage, policy.build(), watchdog, events::add));
    return this;
  }

  ChainBench egress(EgressOrder order, String... lists) {
    egress = order;
    egressLists.addAll(List.of(lists));
    return this;
  }

  ChainBench timeout(Duration limit) {
    timeout = limit;
    return this;
  }

  ChainBench normalizeAlways() {
    normalizeAlways = true;
    return this;
  }

  /** A run under way. */
  record Going(Run run, CompletableFuture<ChainOutcome> settled, Thread thread) {
    ChainOutcome outcome() throws Exception {
      return settled.get(20, TimeUnit.SECONDS);
    }

    /** Waits until the run's code has come to its end, settled or not. */
    void ended() throws InterruptedException {
      assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
    }
  }

  Going start(Vcon vcon, Optional<Checkpoint> earlier) {
    var settled = new CompletableFuture<ChainOutcome>();
    var run = new Run(settled::complete);
    return new Going(run, settled, Thread.ofVirtual().start(() -> run(vcon, earlier, run)));
  }

  /** On the caller's thread. */
  void run(Vcon vcon, Optional<Checkpoint> earlier, Run run) {
    var chain =
        new Chain(
            "main", links, storages, List.of("in"), egressLists, egress, timeout, normalizeAlways);
    runner.run(chain, "in", vcon, earlier, port, run);
  }

  Going start(Vcon vcon) {
    return start(vcon, Optional.empty());
  }

  ChainOutcome run(Vcon vcon, Optional<Checkpoint> earlier) throws Exception {
    Going going = start(vcon, earlier);
    ChainOutcome outcome = going.outcome();
    going.ended();
    return outcome;
  }

  ChainOutcome run(Vcon vcon) throws Exception {
    return run(vcon, Optional.empty());
  }

  /** What a storage holds. */
  Vcon stored(String storage) {
    Vcon there = stored.get(storage);
    assertThat(there).as("what is in storage " + storage).isNotNull();
    return requireNonNull(there);
  }

  ChainOutcome.Completed completed(Vcon vcon) throws Exception {
    ChainOutcome outcome = run(vcon);
    assertThat(outcome).isInstanceOf(ChainOutcome.Completed.class);
    return (ChainOutcome.Completed) outcome;
  }

  ChainOutcome.Failed failed(Vcon vcon) throws Exception {
    return failed(run(vcon));
  }

  static ChainOutcome.Failed failed(ChainOutcome outcome) {
    assertThat(outcome).isInstanceOf(ChainOutcome.Failed.class);
    return (ChainOutcome.Failed) outcome;
  }

  /** Takes the links and storages away: another configuration follows. */
  ChainBench anew() {
    links.clear();
    storages.clear();
    steps.clear();
    stored.clear();
    return this;
  }

  @Override
  public void close() {
    watchdog.close();
  }
}
