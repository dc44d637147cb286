package dev.vcond.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vcond.chain.Checkpoint;
import dev.vcond.testserver.OpenRedis;
import dev.vcond.vcon.VconId;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DlqCommandTest {
  private static final String ONE = "11111111-2222-4333-8444-000000000001";
  private static final String TWO = "11111111-2222-4333-8444-000000000002";

  private static OpenRedis server;
  private static RedisCommands<String, String> redis;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    server = OpenRedis.start();
    redis = server.commands();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void configure() throws Exception {
    redis.flushall();
    Files.writeString(
        folder.resolve("config.yml"),
        """
        redis: {url: "%s"}
        links: {tag: {module: links.tag}, delay: {module: links.delay}}
        storages: {disk: {module: storage.file}, archive: {module: storage.file}}
        chains:
          main:
            links: [tag, delay]
            storages: [disk, archive]
            ingress_lists: [in]
            egress_lists: [out]
          off: {ingress_lists: [later], enabled: 0}
        """
            .formatted(server.url()));
    // As a running daemon has it.
    redis.hset("vcond:{in}:instances", "host-1-a", "r");
    redis.set("vcond:{in}:heartbeat:host-1-a", "1");
  }

  private Shell.Result dlq(String command, String... arguments) {
    String[] all = new String[arguments.length + 4];
    all[0] = "dlq";
    all[1] = command;
    all[2] = "--config";
    all[3] = folder.resolve("config.yml").toString();
    System.arraycopy(arguments, 0, all, 4, arguments.length);
    return new Shell().run(all);
  }

  private static void failed(String id, String step, String code) {
    redis.rpush("DLQ:in", id);
    redis.hset(
        "vcond:{in}:record:" + id,
        Map.of(
            "chain", "main",
            "step", step,
            "code", code,
            "reason", "it said: \u001b[31mno\nand no again",
            "attempts", "2",
            "first", "2026-08-01T10:00:00.123456Z",
            "last", "2026-08-02T10:00:00.5Z",
            "stale", "1"));
  }

  private static void checkpoint(String id) throws Exception {
    byte[] text = redis.get("vcon:" + id).getBytes(StandardCharsets.UTF_8);
    String sha1 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
    redis.hset(
        "vcond:{in}:record:" + id,
        "checkpoint",
        new Checkpoint(
                sha1,
                "",
                VconId.parse(id).orElseThrow(),
                List.of("tag", "delay"),
                Set.of("disk"),
                List.of(),
                false)
            .encode());
  }

  @Test
  void without_a_list_the_dead_letter_lists_are_shown_with_their_causes() throws Exception {
    failed(ONE, "archive", "storage_failed");
    failed(TWO, "document", "not_json");
    redis.rpush("DLQ:in", "x", "y");
    redis.sadd("vcond:lists", "former");
    redis.rpush("DLQ:former", "z");

    Shell.Result result = dlq("list");

    assertThat(result)
        .returns(0, Shell.Result::exit)
        .returns(
            """
            LIST    DEAD LETTERS  CAUSES
            in                 4  2 no record, 1 not_json at document, 1 storage_failed at archive
            former             1  1 no record
            """,
            Shell.Result::out);
    assertThat(dlq("list", "--json").json().at("/lists/0").toString())
        .startsWith("{\"list\":\"in\",\"dead_letters\":4,\"sampled\":4,\"causes\":[{\"cause\":");
  }

  @Test
  void without_any_dead_letter_it_says_so() {
    assertThat(dlq("list").out()).isEqualTo("There are no dead letters.\n");
    assertThat(dlq("list", "in").out()).isEqualTo("There are no dead letters on DLQ:in.\n");
  }

  @Test
  void of_a_long_list_the_causes_are_a_sample() {
    redis.rpush("DLQ:in", ids(2_000));

    assertThat(dlq("list").out()).contains("2000  of 500 seen: 500 no record\n");
  }

  private static String[] ids(int count) {
    return IntStream.range(0, count)
        .mapToObj(n -> new UUID(7, n).toString())
        .toArray(String[]::new);
  }

  @Test
  void a_dead_letter_list_that_is_none_is_named_and_the_others_are_shown() {
    redis.set("DLQ:later", "no list");
    failed(ONE, "archive", "storage_failed");

    Shell.Result result = dlq("list");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).contains("storage_failed at archive");
    assertThat(result.err()).isEqualTo("vcond: DLQ:later is not a list\n");
    assertThat(dlq("list", "later"))
        .returns(1, Shell.Result::exit)
        .extracting(Shell.Result::err)
        .asString()
        .contains("DLQ:later is a string, not a list");
  }

  @Test
  void the_entries_of_a_list_are_shown_the_oldest_first() throws Exception {
    failed(ONE, "archive", "storage_failed");
    redis.rpush("DLQ:in", "\u001b[31m../../etc/passwd", TWO);

    Shell.Result result = dlq("list", "in");

    assertThat(result.out().lines().map(line -> line.replaceAll(" {2,}", " | ")))
        .containsExactly(
            "ID | LAST | CHAIN | STEP | REASON | RUNS",
            ONE + " | 2026-08-02T10:00:00Z | main | archive | storage_failed | 2",
            "?[31m../../etc/passwd | - | - | - | no record (not written by vcond; --reason none) |"
                + " -",
            TWO + " | - | - | - | no record (not written by vcond; --reason none) | -");
    assertThat(dlq("list", "DLQ:in")).isEqualTo(result).returns(0, Shell.Result::exit);
    JsonNode entries = dlq("list", "in", "--json").json().at("/entries");
    assertThat(entries.at("/0/reason").asText()).contains("and no again");
    assertThat(entries.at("/0/id").asText()).isEqualTo(ONE);
    assertThat(entries.at("/1/id").isNull()).isTrue();
    assertThat(entries.at("/1/recorded").asBoolean()).isFalse();
  }

  @Test
  void a_long_list_is_shown_in_pages() throws Exception {
    redis.rpush("DLQ:in", ids(120));

    assertThat(dlq("list", "in").out())
        .contains(ids(50)[49])
        .doesNotContain(ids(51)[50])
        .endsWith("Entries 1 to 50 of 120. Further ones: --offset 50\n");
    assertThat(dlq("list", "in", "--offset", "100", "--limit", "30").out())
        .contains(ids(120)[119])
        .endsWith("Entries 101 to 120 of 120.\n");
    assertThat(dlq("list", "in", "--offset", "120").out())
        .isEqualTo("DLQ:in ends before --offset 120.\n");
    assertThat(dlq("list", "in", "--json", "--limit", "120").json().at("/entries")).hasSize(120);
    assertThat(dlq("list", "in", "--limit", "0").exit()).isEqualTo(64);
    assertThat(dlq("list", "in", "--offset", "-1").exit()).isEqualTo(64);
  }

  @Test
  void show_tells_all_about_an_entry() throws Exception {
    redis.set("vcon:" + ONE, "{\"uuid\":\"" + ONE + "\"}", SetArgs.Builder.ex(7_200));
    failed(ONE, "archive", "storage_failed");
    checkpoint(ONE);

    assertThat(dlq("show", "in", ONE).out())
        .isEqualTo(
            """
            id        %s
            list      DLQ:in, entry 1
            failed    storage_failed at archive in chain main, runs: 2
            when      2026-08-02T10:00:00Z, the first time 2026-08-01T10:00:00Z
            reason    it said: ?[31mno and no again
            done      links: tag, delay; storages: disk; egress: not yet
            body      47 bytes in Redis (string), kept for 1 h 59 min
            replay    chain main: it goes on where it stopped
                      links: none
                      storages: archive
                      then lists: out
            record    stale=1
            """
                .formatted(ONE));
  }

  @Test
  void show_tells_scripts_the_same() throws Exception {
    redis.set("vcon:" + ONE, "{}");
    failed(ONE, "archive", "storage_failed");
    checkpoint(ONE);

    JsonNode answer = dlq("show", "DLQ:in", ONE, "--json").json();

    assertThat(answer.at("/code").asText()).isEqualTo("storage_failed");
    assertThat(answer.at("/record/stale").asText()).isEqualTo("1");
    assertThat(answer.at("/done/storages").toString()).isEqualTo("[\"disk\"]");
    assertThat(answer.at("/body/bytes").asInt()).isEqualTo(2);
    assertThat(answer.at("/body/ttl_seconds").isNull()).isTrue();
    assertThat(answer.at("/replay").toString())
        .isEqualTo(
            """
            {"outcome":"runs","chain":"main","beginning":"where_it_stopped","body_missing":false,\
            "links":[],"storages":["archive"],"lists":["out"]}\
            """);
  }

  @Test
  void show_tells_what_others_wrote() throws Exception {
    redis.rpush("DLQ:in", "no id", TWO, TWO);
    redis.rpush("DLQ:later", TWO);

    assertThat(dlq("show", "in", "no id").out())
        .contains("there is no record", "nothing noted", "not in Redis", "bring it back here");
    assertThat(dlq("show", "in", "no id", "--json").json().at("/replay/outcome").asText())
        .isEqualTo("comes_back");
    assertThat(dlq("show", "in", TWO).out())
        .contains(
            "entries 2, 3", "so everything runs", "must come from a storage", "links: tag, delay");
    assertThat(dlq("show", "later", TWO).out()).contains("no enabled chain takes ids from later");
  }

  @Test
  void an_id_that_is_not_there_is_3() {
    assertThat(dlq("show", "in", ONE))
        .isEqualTo(new Shell.Result(3, "", "vcond: " + ONE + " is not on DLQ:in.\n"));
  }

  @Test
  void ids_are_put_back_and_missing_ones_named() {
    failed(ONE, "archive", "storage_failed");

    Shell.Result result = dlq("replay", "in", ONE, TWO);

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.out()).isEqualTo("1 entry of DLQ:in went back to list in.\n");
    assertThat(result.err()).isEqualTo("vcond: " + TWO + " is not on DLQ:in.\n");
    assertThat(redis.lrange("in", 0, -1)).containsExactly(ONE);
    assertThat(redis.exists("DLQ:in")).isZero();
    assertThat(redis.hget("vcond:{in}:record:" + ONE, "code")).isEqualTo("storage_failed");
  }

  @Test
  void all_or_those_with_a_reason_are_put_back() throws Exception {
    redis.rpush("DLQ:in", ids(600));
    failed(ONE, "archive", "storage_failed");
    failed(TWO, "document", "not_json");

    assertThat(dlq("replay", "in", "--reason", "not_json", "--dry-run").out())
        .isEqualTo("1 entry of DLQ:in would go back to list in.\n");
    assertThat(redis.exists("in")).isZero();
    assertThat(dlq("replay", "in", "--reason", "not_json").exit()).isZero();
    assertThat(redis.lrange("in", 0, -1)).containsExactly(TWO);
    assertThat(dlq("replay", "in", "--all", "--limit", "400", "--json").json().toString())
        .isEqualTo(
            """
            {"list":"in","replayed":400,"dry_run":false,"looked_at":400,"entries":601,\
            "missing":[],"stopped":null}\
            """);
    assertThat(dlq("replay", "DLQ:in", "--all"))
        .returns(0, Shell.Result::exit)
        .returns("201 entries of DLQ:in went back to list in.\n", Shell.Result::out)
        .returns("", Shell.Result::err);
    assertThat(dlq("replay", "in", "--all").out())
        .isEqualTo("0 entries of DLQ:in went back to list in.\n");
  }

  @Test
  void a_list_that_refuses_is_named_and_fails() {
    failed(ONE, "archive", "storage_failed");
    redis.set("in", "no list");

    Shell.Result result = dlq("replay", "in", "--all");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).startsWith("0 entries");
    assertThat(result.err()).contains("list in refuses (it is a string, not a list)");
    assertThat(redis.lrange("DLQ:in", 0, -1)).containsExactly(ONE);
  }

  @Test
  void a_replay_that_nobody_waits_for_is_done_with_a_warning() {
    redis.rpush("DLQ:later", ONE);
    redis.rpush("DLQ:in", TWO);
    redis.del("vcond:{in}:heartbeat:host-1-a");

    assertThat(dlq("replay", "later", "--all"))
        .returns(0, Shell.Result::exit)
        .extracting(Shell.Result::err)
        .asString()
        .contains("warning: no enabled chain takes ids from the list later");
    assertThat(redis.lrange("later", 0, -1)).containsExactly(ONE);
    assertThat(dlq("replay", "in", TWO, "--json").out())
        .contains("\"warning\":\"no vcond takes ids from the list in at the moment\"");
  }

  @Test
  void what_is_wrong_on_the_command_line_changes_nothing() {
    failed(ONE, "archive", "storage_failed");

    for (String[] wrong :
        new String[][] {
          {"replay", "in"},
          {"replay", "in", ONE, "--all"},
          {"replay", "in", ONE, "--reason", "x"},
          {"replay", "in", ONE, "--limit", "3"},
          {"replay", "in", "--all", "--limit", "0"},
          {"replay"},
          {"show", "in"},
          {"replay", "DLQ:storage:disk", "--all"},
          {"count", "DLQ:storage:disk"},
          {"list", "vcond:{in}:inflight"},
          {"list", "DLQ:"},
        }) {
      Shell.Result result = dlq(wrong[0], Arrays.copyOfRange(wrong, 1, wrong.length));
      assertThat(result.exit()).as(String.join(" ", wrong)).isEqualTo(64);
      assertThat(result.err()).startsWith("vcond: ");
    }
    assertThat(redis.lrange("DLQ:in", 0, -1)).containsExactly(ONE);
    assertThat(new Shell().run("dlq").exit()).isEqualTo(64);
    assertThat(dlq("replay", "DLQ:storage:disk", "--all").err())
        .contains("holds no dead letters, but ids whose write to storage disk is owed");
  }

  @Test
  void a_redis_that_is_away_is_69() throws Exception {
    Files.writeString(
        folder.resolve("config.yml"), "redis: {url: \"redis://127.0.0.1:1\"}\nchains: {}\n");

    assertThat(dlq("list").exit()).isEqualTo(69);
    assertThat(dlq("replay", "in", "--all").exit()).isEqualTo(69);
  }
}
