package dev.vcond.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vcond.link.LinkResult;
import dev.vcond.link.LinkType;
import dev.vcond.storage.StorageType;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.testserver.OpenRedis;
import dev.vcond.vcon.VconId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon whose configuration is edited while it works. */
class ReloadTest {
  private static final Duration LIVE_WITHIN = Duration.ofSeconds(3);

  private static final StorageType<OwnModules.Options> SHUT =
      new StorageType<>(
          "storage.shut",
          "Cannot be opened.",
          "",
          OwnModules.Options.class,
          OwnModules.Saver.class,
          (_, _) -> {
            throw new IllegalStateException("its service says no");
          });

  @TempDir Path folder;
  private OpenRedis redis;
  private final CountDownLatch gate = new CountDownLatch(1);

  @BeforeEach
  void start_redis() {
    redis = OpenRedis.start();
  }

  @AfterEach
  void stop_redis() throws IOException {
    gate.countDown();
    redis.close();
  }

  private String text(String rest) {
    return "admin: {listen: '127.0.0.1:0'}\nredis: {url: '%s'}\n".formatted(redis.url()) + rest;
  }

  private RunningDaemon start(String rest, Catalog catalog) throws Exception {
    return RunningDaemon.start(
            folder, "redis: {url: '%s'}\n".formatted(redis.url()) + rest, catalog)
        .ready();
  }

  private String simple(String tag, String list, String folderOfVcons) {
    return """
    links: {tag: {module: links.tag, options: {tags: [%s]}}}
    storages: {disk: {module: storage.file, options: {path: '%s'}}}
    chains: {main: {links: [tag], storages: [disk], ingress_lists: [%s]}}
    """
        .formatted(tag, folder.resolve(folderOfVcons), list);
  }

  /** As an editor saves: a file beside it takes its place. */
  private void save(String rest) throws IOException {
    Path draft = Files.writeString(folder.resolve("config.yml.new"), text(rest));
    Files.move(draft, folder.resolve("config.yml"), StandardCopyOption.ATOMIC_MOVE);
  }

  private void reload(RunningDaemon daemon, String rest) throws Exception {
    save(rest);
    daemon.daemon().reload("the test");
  }

  private VconId push(String list) {
    VconId id = SampleVcon.randomId();
    redis
        .commands()
        .set(
            "vcon:" + id,
            "{\"vcon\":\"0.4.0\",\"uuid\":\"" + id.canonical() + "\",\"parties\":[]}");
    redis.commands().rpush(list, id.asPopped());
    return id;
  }

  private Path file(String folderOfVcons, VconId id) {
    return folder.resolve(folderOfVcons).resolve(id.canonical() + ".json");
  }

  private void awaitStored(String folderOfVcons, VconId id, String part) {
    await()
        .atMost(LIVE_WITHIN)
        .ignoreExceptions()
        .until(() -> Files.readString(file(folderOfVcons, id)).contains(part));
  }

  @Test
  void an_edit_of_everything_is_live_by_itself() throws Exception {
    try (var _ = start(simple("before", "in", "one"), Catalog.builtIn())) {
      awaitStored("one", push("in"), "before:before");
      save(simple("after", "other", "two"));
      awaitStored("two", push("other"), "after:after");
      VconId ignored = push("in");
      assertThat(redis.commands().lrange("in", 0, -1)).containsExactly(ignored.asPopped());
    }
    assertThat(redis.commands().keys("vcond:*heartbeat*")).as("signed off everywhere").isEmpty();
  }

  @Test
  void a_linked_folder_that_is_swapped_counts_as_a_save() throws Exception {
    Path real = folder.resolve("config.yml");
    try (var daemon = start(simple("before", "in", "one"), Catalog.builtIn())) {
      Path first = Files.createDirectory(folder.resolve("v1"));
      Path second = Files.createDirectory(folder.resolve("v2"));
      Files.writeString(first.resolve("config.yml"), text(simple("first", "in", "one")));
      Files.writeString(second.resolve("config.yml"), text(simple("second", "in", "one")));
      Path data = Files.createSymbolicLink(folder.resolve("..data"), first);
      Files.delete(real);
      Files.createSymbolicLink(real, data.resolve("config.yml"));
      awaitRead(daemon, "first");

      Files.createSymbolicLink(folder.resolve("..tmp"), second);
      Files.move(folder.resolve("..tmp"), data, StandardCopyOption.ATOMIC_MOVE);
      awaitRead(daemon, "second");
    }
  }

  private void awaitRead(RunningDaemon daemon, String tag) {
    await()
        .atMost(LIVE_WITHIN)
        .until(() -> {
          VconId id = push("in");
          await().until(() -> Files.exists(file("one", id)));
          return Files.readString(file("one", id)).contains(tag + ":" + tag);
        });
    assertThat(daemon.metrics().value("vcond_config_last_reload_successful")).isEqualTo(1);
  }

  @Test
  void a_broken_edit_leaves_the_last_good_one_and_says_what_is_wrong() throws Exception {
    try (var daemon = start(simple("good", "in", "one"), Catalog.builtIn())) {
      save(simple("bad", "in", "one").replace("links.tag", "links.tga"));
      await()
          .atMost(LIVE_WITHIN)
          .until(() -> daemon.metrics().value("vcond_config_last_reload_successful") == 0);
      awaitStored("one", push("in"), "good:good");
      var ready = daemon.get("/readyz?verbose");
      assertThat(ready.statusCode()).isEqualTo(200);
      assertThat(ready.body()).contains("config.yml:3:", "links.tga", "Did you mean");

      save(simple("mended", "in", "one"));
      await()
          .atMost(LIVE_WITHIN)
          .until(() -> daemon.metrics().value("vcond_config_last_reload_successful") == 1);
      awaitStored("one", push("in"), "mended:mended");
      assertThat(daemon.get("/readyz?verbose").body()).doesNotContain("links.tga");
    }
  }

  @Test
  void a_storage_that_cannot_be_opened_leaves_the_last_good_one() throws Exception {
    Catalog catalog = new Catalog(BuiltIns.links(), with(SHUT));
    try (var daemon = start(simple("good", "in", "one"), catalog)) {
      reload(
          daemon,
          """
          storages: {shut: {module: storage.shut}}
          chains: {main: {storages: [shut], ingress_lists: [in]}}
          """);
      assertThat(daemon.metrics().value("vcond_config_last_reload_successful")).isZero();
      assertThat(daemon.get("/readyz?verbose").body())
          .contains("config.yml:3:", "storages.shut", "cannot be opened: its service says no");
      awaitStored("one", push("in"), "good:good");
    }
  }

  @Test
  void what_runs_ends_on_the_configuration_that_it_began_with() throws Exception {
    var began = new AtomicInteger();
    Catalog catalog =
        OwnModules.link((vcon, _) -> {
          began.incrementAndGet();
          gate.await();
          return LinkResult.proceed(vcon);
        });
    String slow =
        """
        links: {own: {module: links.own}}
        storages: {disk: {module: storage.file, options: {path: '%s'}}}
        chains: {main: {links: [own], storages: [disk], ingress_lists: [in]}}
        """
            .formatted(folder.resolve("one"));
    try (var daemon = start(slow, catalog)) {
      VconId early = push("in");
      await().until(() -> began.get() == 1);
      reload(daemon, simple("after", "in", "two"));
      awaitStored("two", push("in"), "after:after");
      assertThat(redis.commands().hlen("vcond:{in}:inflight")).isEqualTo(1);
      assertThat(daemon.daemon().workers().orElseThrow().running()).isEqualTo(1);
      gate.countDown();
      awaitStored("one", early, early.canonical());
    }
  }

  @Test
  void a_limit_of_one_holds_over_a_reload() throws Exception {
    var together = new AtomicInteger();
    var most = new AtomicInteger();
    Catalog catalog =
        OwnModules.link((vcon, _) -> {
          most.accumulateAndGet(together.incrementAndGet(), Math::max);
          gate.await();
          together.decrementAndGet();
          return LinkResult.proceed(vcon);
        });
    String one =
        """
        worker: {concurrency: 1}
        links: {own: {module: links.own}, tag: {module: links.tag, options: {tags: [%s]}}}
        storages: {disk: {module: storage.file, options: {path: '%s'}}}
        chains: {main: {links: [own, tag], storages: [disk], ingress_lists: [in]}}
        """;
    try (var daemon = start(one.formatted("a", folder.resolve("one")), catalog)) {
      push("in");
      await().until(() -> together.get() == 1);
      VconId second = push("in");
      reload(daemon, one.formatted("b", folder.resolve("one")));
      assertThat(daemon.daemon().workers().orElseThrow().loops().running()).isEqualTo(1);
      gate.countDown();
      awaitStored("one", second, "b:b");
      assertThat(most).hasValue(1);
    }
  }

  @Test
  void storages_that_did_not_change_stay_open_and_the_others_close_after_their_last_user()
      throws Exception {
    var told = new CopyOnWriteArrayList<String>();
    Catalog catalog = new Catalog(BuiltIns.links(), with(OwnModules.watched(told)));
    String two =
        """
        storages:
          kept: {module: storage.watched, options: {nothing: kept}}
          changed: {module: storage.watched, options: {nothing: %s}}
        chains: {main: {storages: [kept, changed], ingress_lists: [in]}}
        """;
    try (var daemon = start(two.formatted("x"), catalog)) {
      assertThat(told).containsExactlyInAnyOrder("kept opened", "changed opened");
      save(two.formatted("z"));
      await().atMost(LIVE_WITHIN).until(() -> told.size() == 4);
      assertThat(told)
          .containsExactly("kept opened", "changed opened", "changed opened", "changed closed");
      daemon.ready();
    }
    assertThat(told).filteredOn(what -> what.endsWith("closed")).hasSize(3);
  }

  private static List<StorageType<?>> with(StorageType<?> one) {
    return Stream.concat(BuiltIns.storages().stream(), Stream.of(one)).toList();
  }

  @Test
  void a_reload_that_was_asked_for_opens_links_anew_and_leaves_storages_open() throws Exception {
    var told = new CopyOnWriteArrayList<String>();
    var links = new ArrayList<LinkType<?>>(BuiltIns.links());
    links.add(
        new LinkType<>(
            "links.own",
            "Own.",
            "",
            OwnModules.Options.class,
            _ -> {
              told.add("link opened");
              return (vcon, _) -> LinkResult.proceed(vcon);
            }));
    var catalog = new Catalog(links, with(OwnModules.watched(told)));
    String both =
        """
        links: {own: {module: links.own}}
        storages: {it: {module: storage.watched}}
        chains: {main: {links: [own], storages: [it], ingress_lists: [in]}}
        """;
    try (var daemon = start(both, catalog)) {
      assertThat(told).containsExactlyInAnyOrder("link opened", "it opened");
      daemon.daemon().reload("the test");
      assertThat(told).containsExactlyInAnyOrder("link opened", "it opened", "link opened");
    }
  }

  @Test
  void nothing_is_lost_or_doubled_over_many_reloads_under_load() throws Exception {
    Set<String> pushed = new HashSet<>();
    String chain =
        """
        links: {tag: {module: links.tag, options: {tags: [v%d]}}}
        storages: {disk: {module: storage.file, options: {path: '%s', fsync: false}}}
        chains: {main: {links: [tag], storages: [disk], ingress_lists: [in, in%d], egress_lists: [out]}}
        """;
    var sent = new ArrayList<VconId>();
    try (var daemon = start(chain.formatted(0, folder.resolve("one"), 0), Catalog.builtIn())) {
      for (int i = 1; i <= 60; i++) {
        for (int n = 0; n < 10; n++) {
          sent.add(push("in"));
        }
        Files.writeString(
            folder.resolve("config.yml"), text(chain.formatted(i, folder.resolve("one"), i % 3)));
        daemon.daemon().reload("the test");
      }
      sent.forEach(id -> pushed.add(id.asPopped()));
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> redis.commands().llen("out") >= pushed.size());
    }
    assertThat(redis.commands().lrange("out", 0, -1)).containsExactlyInAnyOrderElementsOf(pushed);
    for (VconId id : sent) {
      assertThat(file("one", id)).exists();
    }
    assertThat(redis.commands().keys("vcond:*inflight")).isEmpty();
  }
}
