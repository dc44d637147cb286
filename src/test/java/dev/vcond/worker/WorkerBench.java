package dev.vcond.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vcond.chain.Chain;
import dev.vcond.chain.ChainRunner;
import dev.vcond.config.Config;
import dev.vcond.config.EgressOrder;
import dev.vcond.event.PipelineEvent;
import dev.vcond.link.Link;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.queue.Acks;
import dev.vcond.queue.Bells;
import dev.vcond.queue.Delivery;
import dev.vcond.queue.Documents;
import dev.vcond.queue.EarlyEgress;
import dev.vcond.queue.Heart;
import dev.vcond.queue.IngressQueue;
import dev.vcond.queue.Instance;
import dev.vcond.queue.Lease;
import dev.vcond.queue.Suspicion;
import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageWriter;
import dev.vcond.storage.TestPolicy;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.testserver.OpenRedis;
import dev.vcond.time.Watchdog;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Everything a chain's worker needs, on a real Redis that a test class shares and empties. */
final class WorkerBench {
  final List<PipelineEvent> events = new CopyOnWriteArrayList<>();

  private final Watchdog watchdog = new Watchdog();
  private final OpenRedis redis;
  private final AtomicLong sleptMillis = new AtomicLong();
  private final List<Chain.Step> links = new ArrayList<>();
  private final List<StorageWriter> storages = new ArrayList<>();
  private final List<StorageWriter> readers = new ArrayList<>();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private List<String> ingressLists = List.of("in");
  private List<String> egressLists = List.of();
  private Config config = Settings.usual();
  private HeapRoom room = HeapRoom.ofThisProcess();
  private volatile @Nullable Class<? extends PipelineEvent> defect;

  WorkerBench(OpenRedis redis) {
    this.redis = redis;
    redis.commands().flushall();
  }

  /** From now on whoever hears of such an event throws, which only a defect of ours does. */
  WorkerBench failOn(Class<? extends PipelineEvent> kind) {
    defect = kind;
    return this;
  }

  void failOnNothing() {
    defect = null;
  }

  private void hear(PipelineEvent event) {
    events.add(event);
    Class<? extends PipelineEvent> kind = defect;
    if (kind != null && kind.isInstance(event)) {
      throw new IllegalStateException("a defect");
    }
  }

  WorkerBench config(Config other) {
    config = other;
    return this;
  }

  /** As if the JVM had a heap of this size. */
  WorkerBench heap(long bytes) {
    room = new HeapRoom(bytes);
    return this;
  }

  WorkerBench ingress(String... lists) {
    ingressLists = List.of(lists);
    return this;
  }

  WorkerBench egress(String... lists) {
    egressLists = List.of(lists);
    return this;
  }

  /** What a link does. */
  @FunctionalInterface
  interface Code {
    LinkResult apply(Vcon vcon) throws Exception;
  }

  WorkerBench link(String name, Code code) {
    Link link =
        new Link() {
          @Override
          public LinkResult apply(Vcon vcon, LinkContext context) throws Exception {
            return code.apply(vcon);
          }
        };
    links.add(new Chain.Step(name, link, Duration.ofSeconds(20)));
    return this;
  }

  WorkerBench storage(String name, Storage storage) {
    storages.add(writer(name, TestPolicy.policy(), storage));
    return this;
  }

  WorkerBench reader(String name, TestPolicy policy, Storage storage) {
    readers.add(writer(name, policy, storage));
    return this;
  }

  WorkerBench reader(String name, Storage storage) {
    return reader(name, TestPolicy.policy(), storage);
  }

  private StorageWriter writer(String name, TestPolicy policy, Storage storage) {
    return new StorageWriter(name, storage, policy.build(), watchdog, events::add);
  }

  RedisCommands<String, String> redis() {
    return redis.commands();
  }

  Chain chain() {
    return new Chain(
        "main",
        links,
        storages,
        ingressLists,
        egressLists,
        EgressOrder.AFTER_STORAGE,
        Duration.ofSeconds(60),
        false);
  }

  /** An engine whose heart beats. */
  Engine engine() {
    var lease = new Lease(this::now);
    Instance instance = Instance.ofThisProcess();
    var heart =
        new Heart(
            new Heart.Body(redis.redis(), instance, lease, this::now, events::add),
            () -> ingressLists,
            () -> {});
    heart.start();
    opened.add(heart);
    var queue = new IngressQueue(redis.redis(), instance, lease);
    var acks = new Acks(redis.redis(), lease, queue, events::add);
    opened.add(acks);
    return new Engine(
        config,
        queue,
        acks,
        new Documents(redis.redis()),
        new EarlyEgress(redis.redis()),
        lease,
        new ChainRunner(watchdog, events::add),
        readers,
        new Suspects(new Suspicion(redis.redis()), lease),
        room,
        this::hear,
        this::now);
  }

  private Instant now() {
    return InstantSource.system().instant().plusMillis(sleptMillis.get());
  }

  /** As if the machine had slept: the wall clock goes on and the lease is over. */
  void sleepPastTheLease() {
    sleptMillis.addAndGet(60_000);
  }

  /** A loop under way, which ends with the bench. */
  FetchLoop start(Engine engine) {
    var bells = new Bells(redis.redis());
    var loop = new FetchLoop(engine, chain(), bells, new MemoryBudget(64 << 20));
    opened.add(bells);
    opened.add(() -> {
      loop.quiet();
      loop.discardRunning();
    });
    loop.start();
    return loop;
  }

  /** Puts a document into Redis and its id on the list. */
  VconId submit(String list, SampleVcon sample) {
    Vcon vcon = sample.vcon();
    redis().set("vcon:" + vcon.id(), vcon.text());
    redis().rpush(list, vcon.id().asPopped());
    return vcon.id();
  }

  VconId submit() {
    return submit("in", SampleVcon.document());
  }

  /** Claims what is on the list. */
  static List<Delivery> claim(Engine engine, String list) throws Exception {
    return engine.queue().claim(list, 1_000, Duration.ofMinutes(1)).deliveries();
  }

  String record(VconId id, String field) {
    String value = redis().hget("vcond:{in}:record:" + id, field);
    return value == null ? "" : value;
  }

  List<String> list(String name) {
    return redis().lrange(name, 0, -1);
  }

  void awaitDeadLetter(VconId id) {
    await().untilAsserted(() -> assertThat(list("DLQ:in")).contains(id.asPopped()));
  }

  /** Until nothing waits and nothing is in flight. */
  void awaitEnd() {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() ->
            ingressLists.stream()
                .allMatch(list ->
                    redis().llen(list) == 0 && redis().hlen("vcond:{" + list + "}:inflight") == 0));
  }

  <T extends PipelineEvent> List<T> events(Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  void close() throws Exception {
    for (var one : opened.reversed()) {
      one.close();
    }
    watchdog.close();
  }
}
