package dev.vcond.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.chain.Checkpoint;
import dev.vcond.chain.Route;
import dev.vcond.config.ChainConfig;
import dev.vcond.config.ConfigValue;
import dev.vcond.config.EgressOrder;
import dev.vcond.config.Position;
import dev.vcond.config.StepRef;
import dev.vcond.deadletter.Forecast.Beginning;
import dev.vcond.testserver.OpenRedis;
import dev.vcond.vcon.VconId;
import io.lettuce.core.SetArgs;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InspectionTest {
  private static final String ID = Letters.id(1);
  private static final Optional<ChainConfig> CHAIN =
      Optional.of(chain(List.of("tag", "delay"), List.of("disk", "archive")));

  private static OpenRedis server;
  private Letters letters;

  @BeforeAll
  static void start_redis() {
    server = OpenRedis.start();
  }

  @AfterAll
  static void stop_redis() throws Exception {
    server.close();
  }

  @BeforeEach
  void a_dead_letter_with_a_body() {
    server.commands().flushall();
    letters = new Letters(server.commands());
    letters.failed(ID, "archive", "storage_failed");
    server.commands().set("vcon:" + ID, "{\"uuid\":\"" + ID + "\"}", SetArgs.Builder.ex(3600));
  }

  private static ChainConfig chain(List<String> links, List<String> storages) {
    return new ChainConfig(
        "main",
        steps(links),
        steps(storages),
        List.of("in"),
        List.of("out"),
        EgressOrder.AFTER_STORAGE,
        Duration.ofMinutes(10),
        true,
        Position.outside("test"));
  }

  private static List<StepRef> steps(List<String> names) {
    return names.stream()
        .map(name -> new StepRef(name, ConfigValue.Mapping.empty(), Position.outside("test")))
        .toList();
  }

  private Checkpoint done(String... links) {
    return new Checkpoint(
        sha1(server.commands().get("vcon:" + ID)),
        "",
        VconId.parse(ID).orElseThrow(),
        Arrays.asList(links),
        Set.of("disk"),
        List.of(new Route("route", VconId.parse(ID).orElseThrow())),
        false);
  }

  private void record(Checkpoint checkpoint) {
    server.commands().hset("vcond:{in}:record:" + ID, "checkpoint", checkpoint.encode());
  }

  private static String sha1(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Inspection inspect(String id, Optional<ChainConfig> chain) throws Exception {
    return Inspection.of(server.redis(), "in", id.getBytes(UTF_8), chain).orElseThrow();
  }

  @Test
  void an_id_that_is_not_on_the_list_is_nowhere_whatever_its_record_says() throws Exception {
    server.commands().del("DLQ:in");

    assertThat(Inspection.of(server.redis(), "in", ID.getBytes(UTF_8), CHAIN)).isEmpty();
  }

  @Test
  void it_tells_the_record_the_places_and_the_body() throws Exception {
    letters.bare(List.of("other", ID));

    Inspection inspection = inspect(ID, CHAIN);

    assertThat(inspection.positions()).containsExactly(0L, 2L);
    assertThat(inspection.record()).containsEntry("reason", "archive said no");
    assertThat(inspection.why()).map(Explanation::cause).contains("storage_failed at archive");
    assertThat(inspection.body())
        .hasValueSatisfying(body -> {
          assertThat(body.type()).isEqualTo("string");
          assertThat(body.bytes()).isEqualTo(47);
          assertThat(body.timeToLive())
              .hasValueSatisfying(left ->
                  assertThat(left).isBetween(Duration.ofSeconds(3500), Duration.ofSeconds(3600)));
        });
  }

  @Test
  void a_body_may_stay_for_ever() throws Exception {
    server.commands().persist("vcon:" + ID);

    assertThat(inspect(ID, CHAIN).body())
        .hasValueSatisfying(body -> assertThat(body.timeToLive()).isEmpty());
  }

  @Test
  void without_a_checkpoint_everything_would_run() throws Exception {
    assertThat(inspect(ID, CHAIN).forecast())
        .isEqualTo(
            new Forecast.Runs(
                "main",
                Beginning.NO_CHECKPOINT,
                false,
                List.of("tag", "delay"),
                List.of("disk", "archive"),
                List.of("out")));
  }

  @Test
  void with_a_checkpoint_only_what_is_missing_would_run() throws Exception {
    record(done("tag"));

    assertThat(inspect(ID, CHAIN).forecast())
        .isEqualTo(
            new Forecast.Runs(
                "main",
                Beginning.WHERE_IT_STOPPED,
                false,
                List.of("delay"),
                List.of("archive"),
                List.of("route", "out")));
  }

  @Test
  void what_was_pushed_already_is_not_pushed_again() throws Exception {
    Checkpoint done = done("tag");
    record(
        new Checkpoint(
            done.sha1(), "", done.current(), done.links(), done.storages(), List.of(), true));

    assertThat(inspect(ID, CHAIN).forecast())
        .isInstanceOfSatisfying(Forecast.Runs.class, runs -> assertThat(runs.lists()).isEmpty());
  }

  @Test
  void a_corrected_document_runs_from_the_start() throws Exception {
    record(done("tag"));
    server.commands().set("vcon:" + ID, "{\"corrected\":true}");

    assertThat(inspect(ID, CHAIN).forecast())
        .isEqualTo(
            new Forecast.Runs(
                "main",
                Beginning.DOCUMENT_CHANGED,
                false,
                List.of("tag", "delay"),
                List.of("disk", "archive"),
                List.of("out")));
  }

  @Test
  void a_chain_with_other_links_runs_from_the_start() throws Exception {
    record(done("tag"));

    for (List<String> links : List.of(List.of("delay", "tag"), List.<String>of())) {
      assertThat(inspect(ID, Optional.of(chain(links, List.of("disk")))).forecast())
          .isEqualTo(
              new Forecast.Runs(
                  "main", Beginning.LINKS_CHANGED, false, links, List.of("disk"), List.of("out")));
    }
  }

  @Test
  void a_missing_body_is_said() throws Exception {
    record(done("tag"));
    server.commands().del("vcon:" + ID);

    Inspection inspection = inspect(ID, CHAIN);

    assertThat(inspection.body()).isEmpty();
    assertThat(inspection.forecast())
        .isInstanceOfSatisfying(
            Forecast.Runs.class, runs -> assertThat(runs.bodyMissing()).isTrue());
  }

  @Test
  void after_a_swap_both_documents_must_be_the_same_still() throws Exception {
    String other = Letters.id(2);
    server.commands().set("vcon:" + other, "{}");
    record(
        new Checkpoint(
            sha1("{}"),
            sha1(server.commands().get("vcon:" + ID)),
            VconId.parse(other).orElseThrow(),
            List.of("tag"),
            Set.of(),
            List.of(),
            false));

    assertThat(beginning()).isEqualTo(Beginning.WHERE_IT_STOPPED);
    server.commands().set("vcon:" + other, "{\"corrected\":true}");
    assertThat(beginning()).isEqualTo(Beginning.DOCUMENT_CHANGED);
    server.commands().set("vcon:" + other, "{}");
    server.commands().set("vcon:" + ID, "{\"corrected\":true}");
    assertThat(beginning()).isEqualTo(Beginning.DOCUMENT_CHANGED);
  }

  private static Beginning beginning() throws Exception {
    return ((Forecast.Runs) inspect(ID, CHAIN).forecast()).beginning();
  }

  @Test
  void without_a_chain_the_id_would_wait() throws Exception {
    assertThat(inspect(ID, Optional.empty()).forecast()).isEqualTo(new Forecast.Waits());
  }

  @Test
  void an_entry_that_is_no_id_would_come_back() throws Exception {
    letters.bare(List.of("no id"));

    assertThat(inspect("no id", CHAIN).forecast()).isEqualTo(new Forecast.ComesBack());
  }
}
