package dev.vcond.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vcond.testkit.SampleVcon;
import dev.vcond.testserver.OpenRedis;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A storage ends with the newest document, although a run of an older one is still at it. */
class OvertakenTest {
  private final VconId id = SampleVcon.randomId();
  private final List<String> attempts = new CopyOnWriteArrayList<>();
  private final List<String> saved = new CopyOnWriteArrayList<>();
  private final CountDownLatch newer = new CountDownLatch(1);

  @TempDir Path folder;
  private OpenRedis redis;
  private Optional<QuickWorkers> workers = Optional.empty();

  @BeforeEach
  void start() {
    redis = OpenRedis.start();
  }

  @AfterEach
  void stop() throws Exception {
    newer.countDown();
    if (workers.isPresent()) {
      workers.get().stop();
    }
    redis.close();
  }

  private void run(OwnModules.Saver saver, String policy) throws Exception {
    String configuration =
        """
        storages: {own: {module: storage.own, retry: {wait: 500ms, jitter: 0}%s}}
        chains: {main: {storages: [own], ingress_lists: [a, b], egress_lists: [out]}}
        """
            .formatted(policy);
    workers =
        Optional.of(
            new QuickWorkers(
                redis.url(), QuickWorkers.QUICK, folder, configuration, OwnModules.storage(saver)));
  }

  private static String revision(Vcon vcon) {
    return vcon.subject().orElseThrow();
  }

  private void post(String revision, String list) {
    redis
        .commands()
        .set("vcon:" + id, "{\"uuid\":\"%s\",\"subject\":\"%s\"}".formatted(id, revision));
    redis.commands().rpush(list, id.asPopped());
  }

  private void awaitAllDone() {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() ->
            redis.commands().llen("a")
                    + redis.commands().llen("b")
                    + redis.commands().hlen("vcond:{a}:inflight")
                    + redis.commands().hlen("vcond:{b}:inflight")
                    + redis.commands().llen("DLQ:storage:own")
                    + redis.commands().hlen("vcond:{DLQ:storage:own}:inflight")
                == 0);
  }

  @Test
  void an_attempt_that_would_be_repeated_gives_way_to_a_newer_document_of_another_list()
      throws Exception {
    run(
        vcon -> {
          attempts.add(revision(vcon));
          if (attempts.size() == 1) {
            throw new IOException("not now");
          }
          saved.add(revision(vcon));
        },
        "");
    post("one", "a");
    await().until(() -> attempts.size() == 1);
    post("two", "b");
    awaitAllDone();
    assertThat(saved).containsExactly("two", "two");
    assertThat(redis.commands().lrange("out", 0, -1)).hasSize(2);
    assertThat(redis.commands().exists("DLQ:a", "DLQ:b")).isZero();
  }

  @Test
  void an_attempt_that_ends_after_a_newer_document_was_stored_is_made_good() throws Exception {
    run(
        vcon -> {
          attempts.add(revision(vcon));
          if (attempts.size() == 1) {
            newer.await();
          }
          saved.add(revision(vcon));
        },
        "");
    post("one", "a");
    await().until(() -> attempts.size() == 1);
    post("two", "b");
    await().until(() -> saved.contains("two"));
    newer.countDown();
    awaitAllDone();
    assertThat(saved).containsExactly("two", "one", "two");
    assertThat(redis.commands().lrange("out", 0, -1)).hasSize(2);
  }

  @Test
  void what_is_owed_gives_way_to_a_newer_document() throws Exception {
    run(
        vcon -> {
          attempts.add(revision(vcon));
          if (attempts.size() < 5) {
            throw new IOException("not now");
          }
          saved.add(revision(vcon));
        },
        ", on_failure: defer, on_outage: defer");
    post("one", "a");
    // Three of the run, then the first of the write that is owed.
    await().atMost(Duration.ofSeconds(20)).until(() -> attempts.size() == 4);
    post("two", "a");
    awaitAllDone();
    assertThat(saved.getLast()).isEqualTo("two");
    assertThat(saved).doesNotContain("one");
    assertThat(redis.commands().lrange("out", 0, -1)).hasSize(2);
  }
}
