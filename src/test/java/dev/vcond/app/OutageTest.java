package dev.vcond.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vcond.event.PipelineEvent;
import dev.vcond.storage.DocumentFault;
import dev.vcond.storage.ServiceFault;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.testserver.OpenRedis;
import dev.vcond.vcon.Vcon;
import io.lettuce.core.LMoveArgs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of vCons while a storage of theirs is away, and afterwards. */
class OutageTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @SuppressWarnings("NullAway.Init")
  private static OpenRedis redis;

  @TempDir Path folder;

  /** What every call to the storage says, its probe included; null while it is well. */
  private volatile @Nullable String trouble;

  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final Set<String> unlucky = ConcurrentHashMap.newKeySet();
  private final List<String> saved = new CopyOnWriteArrayList<>();
  private Optional<QuickWorkers> workers = Optional.empty();

  private final class Fickle implements OwnModules.Saver {
    @Override
    public void save(Vcon vcon) throws Exception {
      String id = vcon.id().asPopped();
      check();
      if (refused.contains(id)) {
        throw new DocumentFault("too odd");
      }
      if (unlucky.contains(id)) {
        throw new ServiceFault("no such shelf for this one");
      }
      saved.add(id);
    }

    @Override
    public void check() {
      String why = trouble;
      if (why != null) {
        throw new IllegalStateException(why);
      }
    }
  }

  @BeforeAll
  static void start() {
    redis = OpenRedis.start();
  }

  @AfterAll
  static void stop() throws Exception {
    redis.close();
  }

  @BeforeEach
  void empty() {
    redis.commands().flushall();
  }

  @AfterEach
  void end() throws Exception {
    if (workers.isPresent()) {
      workers.get().stop();
    }
  }

  private void run(String policy) throws Exception {
    var running =
        new QuickWorkers(
            redis.url(),
            QuickWorkers.QUICK,
            folder,
            """
            storages:
              shelf: {module: storage.own, retry: {max_attempts: 2, wait: 10ms}, %s}
              disk: {module: storage.file, options: {path: '%s', fsync: false}}
            chains:
              main: {storages: [shelf, disk], ingress_lists: [in], egress_lists: [out]}
            """
                .formatted(policy, folder.resolve("vcons")),
            OwnModules.storage(new Fickle()));
    workers = Optional.of(running);
  }

  private <E extends PipelineEvent> List<E> seen(Class<E> kind) {
    return workers.orElseThrow().seen(kind);
  }

  private static List<String> submit(int count) {
    var ids = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      Vcon vcon = SampleVcon.document().vcon();
      redis.commands().set("vcon:" + vcon.id(), vcon.text());
      ids.add(vcon.id().asPopped());
    }
    redis.commands().rpush("in", ids.toArray(String[]::new));
    return ids;
  }

  private static List<String> list(String name) {
    return redis.commands().lrange(name, 0, -1);
  }

  private static void awaitNothingInFlight() {
    await().atMost(LONG).until(() -> redis.commands().keys("vcond:*inflight").isEmpty());
  }

  private static Map<String, String> record(String list, String id) {
    return redis.commands().hgetall("vcond:{" + list + "}:record:" + id);
  }

  @Test
  void held_ids_wait_in_their_order_and_only_the_missing_storage_is_written_afterwards()
      throws Exception {
    run("on_outage: hold");
    trouble = "disk full";
    List<String> ids = submit(100);
    await().atMost(LONG).until(() -> list("in").equals(ids));
    awaitNothingInFlight();
    assertThat(list("out")).isEmpty();
    assertThat(list("DLQ:in")).isEmpty();
    assertThat(redis.commands().keys("vcond:{in}:record:*"))
        .as("those in flight have a checkpoint")
        .isNotEmpty();
    trouble = null;
    await().atMost(LONG).until(() -> list("out").size() == 100);
    awaitNothingInFlight();
    assertThat(saved).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(redis.commands().keys("vcond:*record*")).isEmpty();
    assertThat(seen(PipelineEvent.OutageEnded.class)).hasSize(1);
  }

  @Test
  void a_document_that_alone_shows_an_outage_again_and_again_does_not_hold_its_chain()
      throws Exception {
    run("on_outage: hold");
    List<String> ids = submit(3);
    unlucky.add(ids.get(1));
    unlucky.add(submit(1).getFirst());
    List<String> more = submit(20);
    await().atMost(LONG).until(() -> list("DLQ:in").size() == 2);
    assertThat(list("DLQ:in")).containsExactlyInAnyOrderElementsOf(unlucky);
    await().atMost(LONG).until(() -> saved.containsAll(more));
    assertThat(record("in", ids.get(1)))
        .containsEntry("code", "storage_failed")
        .containsEntry("trials", "0")
        .hasEntrySatisfying("reason", why -> assertThat(why).contains("it was tried 5 times"));
  }

  @Test
  void dead_letters_come_at_once_while_the_storage_is_away() throws Exception {
    run("on_outage: dead_letter");
    trouble = "no route";
    List<String> ids = submit(200);
    await().atMost(LONG).until(() -> list("DLQ:in").size() == 200);
    assertThat(list("DLQ:in")).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(list("out")).isEmpty();
    assertThat(record("in", ids.getLast()).get("reason")).contains("storage shelf");
  }

  @Test
  void what_ignores_failures_ignores_an_outage_as_well() throws Exception {
    run("on_failure: ignore");
    trouble = "no route";
    submit(50);
    await().atMost(LONG).until(() -> list("out").size() == 50);
    assertThat(list("DLQ:in")).isEmpty();
  }

  @Test
  void owed_writes_are_made_when_the_storage_is_back() throws Exception {
    run("on_outage: defer, on_failure: defer");
    trouble = "no route";
    List<String> ids = submit(60);
    await().atMost(LONG).until(() -> list("out").size() == 60);
    assertThat(list("DLQ:in")).isEmpty();
    assertThat(saved).isEmpty();
    trouble = null;
    await().atMost(LONG).until(() -> saved.size() == 60);
    awaitNothingInFlight();
    assertThat(saved).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(list("DLQ:storage:shelf")).isEmpty();
    assertThat(list("out")).as("egress once").hasSize(60);
    assertThat(redis.commands().keys("vcond:*record*")).isEmpty();
  }

  @Test
  void an_owed_write_that_will_never_be_taken_goes_to_the_list_it_came_from() throws Exception {
    run("on_outage: defer, on_failure: defer");
    trouble = "no route";
    List<String> ids = submit(3);
    await().atMost(LONG).until(() -> list("out").size() == 3);
    refused.add(ids.get(1));
    trouble = null;
    await().atMost(LONG).until(() -> list("DLQ:in").equals(List.of(ids.get(1))));
    await().atMost(LONG).until(() -> saved.size() == 2);
    assertThat(record("in", ids.get(1))).containsEntry("step", "shelf");
    assertThat(redis.commands().keys("vcond:{DLQ:storage:shelf}:record:*")).isEmpty();

    refused.clear();
    redis.commands().lmove("DLQ:in", "in", LMoveArgs.Builder.leftRight());
    await().atMost(LONG).until(() -> saved.contains(ids.get(1)));
    awaitNothingInFlight();
    assertThat(list("out")).as("a replay writes only what is missing").hasSize(3);
  }

  @Test
  void a_letter_that_waits_for_another_storage_lacks_the_owed_one_as_well() throws Exception {
    run("on_outage: defer, on_failure: defer");
    // The disk fails for good, so the id is a letter while the shelf is owed it.
    Files.writeString(folder.resolve("vcons"), "no folder");
    trouble = "no route";
    String id = submit(1).getFirst();
    await().atMost(LONG).until(() -> list("DLQ:in").equals(List.of(id)));
    refused.add(id);
    trouble = null;
    await().atMost(LONG).until(() -> list("DLQ:in").equals(List.of(id, id)));

    refused.clear();
    Files.delete(folder.resolve("vcons"));
    await()
        .atMost(LONG)
        .until(() ->
            seen(PipelineEvent.OutageEnded.class).stream()
                .anyMatch(ended -> ended.what().equals("storage:disk")));
    redis.commands().lmove("DLQ:in", "in", LMoveArgs.Builder.leftRight());
    await().atMost(LONG).until(() -> list("out").equals(List.of(id)));
    assertThat(saved).containsExactly(id);
    assertThat(folder.resolve("vcons/" + id + ".json")).exists();
  }

  @Test
  void a_stop_gives_what_is_held_back_in_its_order() throws Exception {
    run("on_outage: hold");
    trouble = "disk full";
    List<String> ids = submit(30);
    await().atMost(LONG).until(() -> !seen(PipelineEvent.OutageBegan.class).isEmpty());
    workers.orElseThrow().stop();
    workers = Optional.empty();
    assertThat(list("in")).isEqualTo(ids);
    assertThat(redis.commands().keys("vcond:*inflight")).isEmpty();
  }
}
