package dev.vcond.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.app.demo.corpus.Corpus;
import dev.vcond.app.demo.corpus.Fate;
import dev.vcond.app.demo.corpus.Sample;
import dev.vcond.app.demo.proof.Difference;
import dev.vcond.app.demo.proof.Proof;
import dev.vcond.app.demo.proof.Verdict;
import dev.vcond.testserver.TestPostgres;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One demo for all tests; each tampers with what it left, sees the proof fail, and mends it. */
class DemoTest {
  private static final int COUNT = 80;
  private static final int FLAWED = 10;
  private static final long SEED = 7;

  @TempDir private static Path temporary;
  private static final List<DemoNotice> NOTICES = Collections.synchronizedList(new ArrayList<>());
  private static final List<Sample> SAMPLES = new Corpus(SEED, DemoConfig.TAGS, COUNT).samples();
  private static Demo demo;
  private static DemoResult result;
  private static TestPostgres postgres;
  private static RedisClient client;
  private static RedisCommands<String, String> redis;

  @BeforeAll
  static void run_a_demo() throws Exception {
    Path programs = Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg");
    var settings =
        new DemoSettings(COUNT, SEED, Optional.empty(), temporary, false, Optional.of(programs));
    demo = new Demo(settings, NOTICES::add, InstantSource.system());
    result = demo.run();
    client = RedisClient.create("redis://127.0.0.1:" + result.ways().redisPort());
    redis = client.connect().sync();
    postgres =
        new TestPostgres(
            Integer.parseInt(result.ways().psql().replaceAll(".*:(\\d+)/.*", "$1")), "postgres");
  }

  @AfterAll
  static void stop_it() throws IOException {
    assertThat(prove().differences()).as("after all was mended").isEmpty();
    client.shutdown();
    demo.close();
    try (var left = Files.list(temporary)) {
      assertThat(left).as("what a demo leaves behind").isEmpty();
    }
  }

  private static Verdict prove() {
    var places =
        new Proof.Places(
            result.ways().files(),
            "jdbc:" + result.ways().psql().replace("postgres@", "") + "?user=postgres",
            DemoConfig.TABLE,
            result.ways().redisPort(),
            List.of(Corpus.LIST, Corpus.SEALED_LIST),
            DemoConfig.TAGS);
    try (Proof proof = new Proof(places)) {
      return proof.of(SAMPLES, _ -> {});
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The differences while something is tampered with. */
  private static List<Difference> differences(Step tamper, Step mend) throws Exception {
    tamper.run();
    Verdict verdict;
    try {
      verdict = prove();
    } finally {
      mend.run();
    }
    assertThat(verdict.holds()).isFalse();
    return verdict.differences();
  }

  private interface Step {
    void run() throws Exception;
  }

  private static String stored(Predicate<String> content) {
    return SAMPLES.stream()
        .filter(one -> one.fate() instanceof Fate.Stored && content.test(text(one.id())))
        .findFirst()
        .orElseThrow()
        .id();
  }

  private static String flawed(String code) {
    return SAMPLES.stream()
        .filter(one -> one.fate() instanceof Fate.DeadLettered dead && dead.code().equals(code))
        .findFirst()
        .orElseThrow()
        .id();
  }

  private static Path file(String id) {
    return result.ways().files().resolve(id.toLowerCase(Locale.ROOT) + ".json");
  }

  private static String text(String id) {
    try {
      return Files.readString(file(id));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Difference> withFile(String id, String part, String by) throws Exception {
    String before = text(id);
    assertThat(before).contains(part);
    return differences(
        () -> Files.writeString(file(id), before.replace(part, by)),
        () -> Files.writeString(file(id), before));
  }

  private static List<Difference> withRow(String id, String change) throws Exception {
    return differences(
        () -> {
          postgres.execute("CREATE TABLE kept AS SELECT * FROM vcons WHERE uuid = '" + id + "'");
          postgres.execute(change + " WHERE uuid = '" + id + "'");
        },
        () -> {
          postgres.execute("DELETE FROM vcons WHERE uuid = '" + id + "'");
          postgres.execute("INSERT INTO vcons SELECT * FROM kept");
          postgres.execute("DROP TABLE kept");
        });
  }

  @Test
  void everything_is_stored_or_dead_lettered_as_it_must_be() {
    Verdict verdict = result.verdict();

    assertThat(verdict.differences()).isEmpty();
    assertThat(result.succeeded()).isTrue();
    assertThat(verdict.good()).isEqualTo(COUNT);
    assertThat(verdict.proved()).isEqualTo(COUNT);
    assertThat(verdict.rows()).isEqualTo(COUNT);
    assertThat(verdict.files()).as("the one that only Postgres refuses, too").isEqualTo(COUNT + 1);
    assertThat(verdict.deadLetters())
        .hasSize(FLAWED)
        .allSatisfy(dead -> {
          assertThat(dead.what()).isNotEmpty();
          assertThat(dead.reason()).isNotEmpty();
        });
  }

  @Test
  void the_work_was_measured_and_told() {
    Progress.Snapshot work = result.work();

    assertThat(work.completed()).isEqualTo(COUNT);
    assertThat(work.deadLettered()).isEqualTo(FLAWED);
    assertThat(work.rate()).isPositive();
    assertThat(work.median()).isPositive().isLessThanOrEqualTo(work.p99());
    assertThat(work.p99()).isLessThanOrEqualTo(work.took());
    assertThat(NOTICES)
        .hasAtLeastOneElementOfType(DemoNotice.ServerStarted.class)
        .hasAtLeastOneElementOfType(DemoNotice.DocumentsStored.class)
        .hasAtLeastOneElementOfType(DemoNotice.DaemonStarted.class)
        .contains(new DemoNotice.Worked(work, COUNT + FLAWED))
        .contains(new DemoNotice.Proving(COUNT + FLAWED, COUNT + FLAWED));
  }

  @Test
  void what_the_daemon_says_is_in_its_log_and_the_configuration_is_there_to_look_at()
      throws IOException {
    assertThat(result.ways().log()).content().contains("DLQ:demo");
    assertThat(result.ways().config())
        .content()
        .contains("path: '" + result.ways().files() + "'")
        .doesNotContain("{{");
  }

  @Test
  void a_changed_letter_in_a_file_is_found() throws Exception {
    String id = stored(text -> text.contains("\"vendor\":\"example\""));

    List<Difference> differences = withFile(id, "\"vendor\":\"example\"", "\"vendor\":\"exampel\"");

    assertThat(differences.getFirst())
        .isEqualTo(
            new Difference(
                id,
                "file " + id.toLowerCase(Locale.ROOT) + ".json",
                "/analysis/0/vendor",
                "\"example\"",
                "\"exampel\""));
    assertThat(differences.getFirst().toString())
        .isEqualTo(
            id
                + ", file "
                + id.toLowerCase(Locale.ROOT)
                + ".json at /analysis/0/vendor: expected \"example\", found \"exampel\"");
    assertThat(differences.getLast().where()).as("Redis has another one now").isEqualTo("Redis");
  }

  @Test
  void a_number_that_is_written_in_another_way_is_found_in_a_file_and_in_a_row() throws Exception {
    String id = stored(text -> text.contains("\"x_ratio\":"));
    assertThat(withFile(id, "60.000", "60.0"))
        .contains(
            new Difference(id, "file " + id + ".json", "/dialog/0/duration", "60.000", "60.0"));

    assertThat(withRow(id, "UPDATE vcons SET data = jsonb_set(data, '{dialog,0,duration}', '60')"))
        .containsExactly(new Difference(id, "row", "/dialog/0/duration", "60.000", "60"));
  }

  @Test
  void a_number_inside_a_body_that_became_text_is_looked_at() throws Exception {
    String id = stored(text -> text.contains("\\\"mos\\\":4.20"));
    assertThat(withFile(id, "\\\"mos\\\":4.20", "\\\"mos\\\":4.2").getFirst().pointer())
        .isEqualTo("/analysis/0/body");
  }

  @Test
  void a_lost_member_and_an_added_one_are_found() throws Exception {
    String id = stored(text -> text.contains("\"x_left_as_it_is\""));
    assertThat(withRow(id, "UPDATE vcons SET data = data - 'x_left_as_it_is'"))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.pointer()).isEqualTo("/x_left_as_it_is");
          assertThat(one.found()).isEqualTo("nothing");
        });
    assertThat(withRow(id, "UPDATE vcons SET data = data || '{\"more\": 1}'"))
        .containsExactly(new Difference(id, "row", "/more", "nothing", "1"));
  }

  @Test
  void a_blank_in_a_document_that_needed_no_tag_is_found() throws Exception {
    String id = stored(text -> text.contains("\"x_left_as_it_is\""));
    assertThat(withFile(id, "\"dialog\":[ ]", "\"dialog\":[]"))
        .first()
        .satisfies(one -> assertThat(one.expected()).isEqualTo("not a byte changed"));
  }

  @Test
  void another_order_of_members_is_found_in_a_file() throws Exception {
    String id = stored(text -> text.startsWith("{\"vcon\":\"0.4.0\",\"uuid\":\""));
    String head = "\"vcon\":\"0.4.0\",\"uuid\":\"" + id.toLowerCase(Locale.ROOT) + "\"";
    String turned = "\"uuid\":\"" + id.toLowerCase(Locale.ROOT) + "\",\"vcon\":\"0.4.0\"";
    assertThat(withFile(id, head, turned).getFirst().expected())
        .startsWith("the members in the order");
  }

  @Test
  void one_tag_more_or_less_is_found() throws Exception {
    String id = stored(text -> text.contains("demo:demo"));
    assertThat(withFile(id, "\\\"round:1\\\"", "\\\"round:1\\\",\\\"more:1\\\"")).isNotEmpty();
    assertThat(withFile(id, ",\\\"round:1\\\"", "")).isNotEmpty();
  }

  @Test
  void a_file_that_is_missing_cut_off_or_too_many_is_found() throws Exception {
    String id = stored(text -> true);
    String text = text(id);
    Step mend = () -> Files.writeString(file(id), text);
    assertThat(differences(() -> Files.delete(file(id)), mend))
        .contains(
            Difference.class.cast(
                new Difference(
                    id, "file " + file(id).getFileName(), "", "the document", "nothing")));
    assertThat(
            differences(() -> Files.writeString(file(id), text.substring(9)), mend)
                .getFirst()
                .found())
        .startsWith("no JSON");
    Path stranger = result.ways().files().resolve("half.tmp");
    assertThat(differences(() -> Files.createFile(stranger), () -> Files.delete(stranger)))
        .singleElement()
        .satisfies(one -> assertThat(one.found()).isEqualTo("half.tmp"));
  }

  @Test
  void a_row_that_is_missing_too_many_or_bears_another_date_is_found() throws Exception {
    String id = stored(text -> text.matches("(?s).*\"created_at\":\"[0-9T:.-]{26}\".*"));
    assertThat(withRow(id, "DELETE FROM vcons"))
        .containsExactly(new Difference(id, "row", "", "the document", "nothing"));
    assertThat(withRow(id, "UPDATE vcons SET created_at = created_at + interval '1 hour'"))
        .singleElement()
        .satisfies(one -> assertThat(one.where()).isEqualTo("row, column created_at"));

    String refused = flawed("storage_failed");
    assertThat(
            differences(
                () ->
                    postgres.execute(
                        "INSERT INTO vcons SELECT '%s', data, created_at, stored_at, storage_version FROM vcons LIMIT 1"
                            .formatted(refused)),
                () -> postgres.execute("DELETE FROM vcons WHERE uuid = '" + refused + "'")))
        .containsExactly(new Difference(refused, "row", "", "nothing", "a row"));
  }

  @Test
  void a_document_in_redis_that_is_not_the_stored_one_is_found() throws Exception {
    String id = stored(text -> true);
    String before = redis.get("vcon:" + id);
    assertThat(
            differences(
                () -> redis.set("vcon:" + id, before + " "), () -> redis.set("vcon:" + id, before)))
        .singleElement()
        .satisfies(one -> assertThat(one.where()).isEqualTo("Redis"));
    assertThat(differences(() -> redis.del("vcon:" + id), () -> redis.set("vcon:" + id, before)))
        .containsExactly(new Difference(id, "Redis", "", "the same as the file", "nothing"));

    String broken = flawed("not_json");
    String half = redis.get("vcon:" + broken);
    assertThat(
            differences(
                () -> redis.set("vcon:" + broken, "{}"), () -> redis.set("vcon:" + broken, half)))
        .singleElement()
        .satisfies(one -> assertThat(one.expected()).isEqualTo("as submitted"));
  }

  @Test
  void a_dead_letter_that_is_missing_too_many_or_has_another_reason_is_found() throws Exception {
    String broken = flawed("uuid_mismatch");
    assertThat(
            differences(
                () -> redis.lrem("DLQ:demo", 1, broken), () -> redis.rpush("DLQ:demo", broken)))
        .containsExactly(
            new Difference(
                broken, "dead letters", "", "reason uuid_mismatch at document", "nothing"));
    assertThat(
            differences(
                () -> redis.rpush("DLQ:demo", broken), () -> redis.lrem("DLQ:demo", -1, broken)))
        .containsExactly(new Difference(broken, "DLQ:demo", "", "its id once", "its id twice"));
    String record = "vcond:{demo}:record:" + broken;
    assertThat(
            differences(
                () -> redis.hset(record, "code", "poison"),
                () -> redis.hset(record, "code", "uuid_mismatch")))
        .singleElement()
        .satisfies(one -> assertThat(one.found()).startsWith("reason poison at document"));
    String good = stored(text -> true);
    assertThat(
            differences(() -> redis.rpush("DLQ:demo", good), () -> redis.lrem("DLQ:demo", 1, good)))
        .singleElement()
        .satisfies(one -> assertThat(one.id()).isEqualTo(good));
  }

  @Test
  void a_broken_vcon_that_was_stored_all_the_same_is_found() throws Exception {
    String broken = flawed("not_json");
    assertThat(
            differences(
                () -> Files.writeString(file(broken), "{}"), () -> Files.delete(file(broken))))
        .singleElement()
        .satisfies(one -> assertThat(one.found()).isEqualTo("a file"));
  }

  @Test
  void an_id_that_still_waits_or_is_in_flight_is_found() throws Exception {
    assertThat(
            differences(
                () -> redis.hset("vcond:{demo}:inflight", "an id", "somebody:1"),
                () -> redis.hdel("vcond:{demo}:inflight", "an id")))
        .containsExactly(new Difference("", "in flight of list demo", "", "nothing", "1 ids"));
  }
}
