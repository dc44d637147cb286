package dev.vcond.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vcond.config.Overrides;
import dev.vcond.event.PipelineEvent;
import dev.vcond.queue.Timings;
import dev.vcond.storage.WriteOutcome;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.testserver.OpenRedis;
import dev.vcond.testserver.TestHttpApi;
import dev.vcond.time.Watchdog;
import dev.vcond.vcon.Vcon;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A document that is missing in Redis comes back from the storages of the configuration. */
class RestoreTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @SuppressWarnings("NullAway.Init")
  private static OpenRedis redis;

  @TempDir Path folder;

  private final Vcon vcon = SampleVcon.document().vcon();

  @SuppressWarnings("NullAway.Init")
  private QuickWorkers daemon;

  @BeforeAll
  static void startRedis() {
    redis = OpenRedis.start();
  }

  @AfterAll
  static void stopRedis() throws Exception {
    redis.close();
  }

  @BeforeEach
  void empty() {
    redis.commands().flushall();
  }

  @AfterEach
  void stop() throws Exception {
    daemon.stop();
  }

  /** A daemon whose one chain writes to {@code target}, with these storages beside it. */
  private void start(String others) throws Exception {
    String configuration =
        """
        storages:
          target: {module: storage.file, options: {path: "%1$s/target"}}
        %2$s
        chains:
          main: {storages: [target], ingress_lists: [in], egress_lists: [out]}
        """
            .formatted(folder, others.replace("FOLDER", folder.toString()).indent(2));
    daemon =
        new QuickWorkers(redis.url(), Timings.PRODUCTION, folder, configuration, Catalog.builtIn());
  }

  /** Puts a document into a storage of a configuration, as another daemon would have. */
  private void store(String storages, Vcon document) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("writer.yml"),
            "storages:\n%s\nchains: {main: {ingress_lists: [x], storages: [archive]}}\n"
                .formatted(storages.replace("FOLDER", folder.toString()).indent(2)));
    var blueprint = Blueprint.read(file, Map.of(), Overrides.none(), Catalog.builtIn());
    try (var hold = new Openings().hold();
        var watchdog = new Watchdog()) {
      var around = new Wiring.Surroundings(watchdog, _ -> {}, InstantSource.system());
      var writer = new Wiring(blueprint, hold, around).chains().getFirst().storages().getFirst();
      assertThat(writer.write(document)).isInstanceOf(WriteOutcome.Stored.class);
    }
  }

  private void push(String id) {
    redis.commands().rpush("in", id);
  }

  private Path target() {
    return folder.resolve("target/" + vcon.id().canonical() + ".json");
  }

  private void awaitStored() throws Exception {
    await().atMost(LONG).until(() -> redis.commands().llen("out") == 1);
    assertThat(Files.readString(target())).isEqualTo(vcon.text());
  }

  private String deadLetter(String field) {
    await().atMost(LONG).until(() -> redis.commands().llen("DLQ:in") == 1);
    String value = redis.commands().hget("vcond:{in}:record:" + vcon.id(), field);
    return value == null ? "" : value;
  }

  @Test
  void a_storage_that_no_chain_uses_is_asked_and_what_it_has_is_put_back_for_a_time()
      throws Exception {
    String archive = "archive: {module: storage.file, options: {path: FOLDER/archive}}\n";
    store(archive, vcon);
    start(archive);
    push(vcon.id().asPopped());
    awaitStored();
    assertThat(redis.commands().get("vcon:" + vcon.id())).isEqualTo(vcon.text());
    assertThat(redis.commands().ttl("vcon:" + vcon.id())).isBetween(3_500L, 3_600L);
    assertThat(daemon.seen(PipelineEvent.Restored.class))
        .containsExactly(new PipelineEvent.Restored("archive"));
  }

  @Test
  void a_document_that_is_stored_in_parts_comes_back_whole() throws Exception {
    String archive =
        """
        archive: {module: storage.file, options: {path: FOLDER/archive}, max_size: 100B, on_oversize: split}
        """;
    store(archive, vcon);
    assertThat(folder.resolve("archive/.parts/" + vcon.id().canonical())).isNotEmptyDirectory();
    start(archive);
    push(vcon.id().asPopped());
    awaitStored();
  }

  @Test
  void an_id_in_upper_case_is_put_back_under_the_key_that_was_popped() throws Exception {
    String archive = "archive: {module: storage.file, options: {path: FOLDER/archive}}\n";
    store(archive, vcon);
    start(archive);
    String upper = vcon.id().canonical().toUpperCase(Locale.ROOT);
    push(upper);
    awaitStored();
    assertThat(redis.commands().get("vcon:" + upper)).isEqualTo(vcon.text());
    assertThat(redis.commands().lrange("out", 0, -1)).containsExactly(upper);
  }

  @Test
  void a_server_that_takes_documents_apart_is_never_asked() throws Exception {
    try (var api = TestHttpApi.start("{\"vcon\": %s}")) {
      String archive =
          "archive: {module: storage.vcon_mcp, options: {base_url: 'http://127.0.0.1:%d'}}\n"
              .formatted(api.address().getPort());
      store(archive, vcon);
      start(archive);
      push(vcon.id().asPopped());
      assertThat(deadLetter("code")).isEqualTo("body_missing");
      assertThat(deadLetter("reason")).contains("storage archive gives back only a part");
      assertThat(api.requests()).noneMatch(request -> request.method().equals("GET"));
    }
  }

  @Test
  void a_storage_that_cannot_be_opened_or_is_away_leaves_open_whether_it_is_missing()
      throws Exception {
    start(
        """
        old: {module: storage.mongo}
        api: {module: storage.http, options: {base_url: 'http://127.0.0.1:1'}, retry: {wait: 1ms}}
        sealed: {module: storage.http, options: {base_url: 'https://127.0.0.1:1', ca_file: FOLDER/none.pem}}
        """);
    push(vcon.id().asPopped());
    assertThat(deadLetter("code")).isEqualTo("body_unavailable");
    assertThat(deadLetter("reason"))
        .contains("; storages old, sealed, api could not answer; ")
        .contains("; old: it cannot be opened: storage.mongo is a module of vcon-server that");
    assertThat(redis.commands().lrange("DLQ:in", 0, -1)).isEqualTo(List.of(vcon.id().asPopped()));
  }
}
