package dev.vcond.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.testserver.OpenRedis;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conditions, counting and dropping, as somebody types them. */
final class DlqBulkTest {
  private static final String ID = "11111111-2222-4333-8444-00000000000";

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
        storages: {disk: {module: storage.file}}
        chains: {main: {storages: [disk], ingress_lists: [in]}}
        """
            .formatted(server.url()));
    redis.hset("vcond:{in}:instances", "host-1-a", "r");
    redis.set("vcond:{in}:heartbeat:host-1-a", "1");
    failed(1, "disk,archive", "storage_failed", "main", Duration.ofDays(5));
    failed(2, "document", "not_json", "main", Duration.ofHours(3));
    failed(3, "archive", "storage_failed", "other", Duration.ofHours(1));
    redis.rpush("DLQ:in", ID + 4);
  }

  private static void failed(int n, String step, String code, String chain, Duration ago) {
    redis.rpush("DLQ:in", ID + n);
    redis.hset(
        "vcond:{in}:record:" + ID + n,
        Map.of(
            "chain",
            chain,
            "step",
            step,
            "code",
            code,
            "last",
            InstantSource.system().instant().minus(ago).toString()));
  }

  private Shell.Result dlq(String line) {
    return dlq(new Shell(), line);
  }

  private Shell.Result dlq(Shell shell, String line) {
    return shell.run(("dlq " + line + " --config " + folder.resolve("config.yml")).split(" ", -1));
  }

  private String found(String conditions) {
    return dlq("replay in --dry-run " + conditions).out().replaceAll(" .*\\s*", "");
  }

  @Test
  void conditions_choose_and_all_of_them_must_hold() {
    assertThat(found("--reason storage_failed")).isEqualTo("2");
    assertThat(found("--reason storage_failed --reason not_json")).isEqualTo("3");
    assertThat(found("--step archive")).isEqualTo("2");
    assertThat(found("--step disk")).isEqualTo("1");
    assertThat(found("--step arch")).isEqualTo("0");
    assertThat(found("--chain main")).isEqualTo("2");
    assertThat(found("--older-than 2h")).isEqualTo("2");
    assertThat(found("--newer-than 2h")).isEqualTo("1");
    assertThat(found("--older-than 2h --newer-than 1d")).isEqualTo("1");
    assertThat(found("--reason storage_failed --older-than 3d")).isEqualTo("1");
    assertThat(found("--reason none")).isEqualTo("1");
    assertThat(found("--reason none --chain main")).isEqualTo("0");
    assertThat(found("--reason none --older-than 1s")).isEqualTo("0");
    assertThat(found("--step archive --limit 1")).isEqualTo("1");
  }

  @Test
  void what_fits_is_listed() {
    assertThat(dlq("list in --step archive").out())
        .contains(ID + 1, ID + 3)
        .doesNotContain(ID + 2, ID + 4)
        .endsWith("2 that fit, of 4 entries of DLQ:in.\n");
    assertThat(dlq("list in --step archive --offset 1").out())
        .contains(ID + 3)
        .doesNotContain(ID + 1);
    assertThat(dlq("list in --step archive --limit 1").out())
        .contains(ID + 1)
        .doesNotContain(ID + 3);
    assertThat(dlq("list in --reason nothing").out())
        .isEqualTo("None of the 4 entries of DLQ:in fits.\n");
    assertThat(dlq("list --reason not_json").exit()).isEqualTo(64);
  }

  @Test
  void all_entries_are_counted_by_what_one_asks_for() throws Exception {
    redis.sadd("vcond:lists", "former", "DLQ:storage:disk");
    redis.rpush("DLQ:former", "x");

    assertThat(dlq("count").out().lines().map(line -> line.replaceAll(" {2,}", " | ")))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("LIST | REASON | DEAD LETTERS | OLDEST | NEWEST"),
            line -> assertThat(line).matches("in +\\| storage_failed +\\| 2 \\| 2\\S+Z \\| 2\\S+Z"),
            line -> assertThat(line).startsWith("in | no record | 1 | - | -"),
            line -> assertThat(line).startsWith("in | not_json | 1 | 2"),
            line -> assertThat(line).startsWith("former | no record | 1 | - | -"),
            line -> assertThat(line).isEqualTo("5 of 5 entries."));
    assertThat(dlq("count in --by chain,step --older-than 2h").out())
        .contains("main   disk,archive", "main   document", "2 of 4 entries.");
    assertThat(dlq("count in --by day --json").json().at("/lists/0/groups"))
        .hasSizeBetween(2, 4)
        .anySatisfy(group -> {
          assertThat(group.get("day").isNull()).isTrue();
          assertThat(group.get("count").asInt()).isEqualTo(1);
        });
    assertThat(dlq("count in --by colour"))
        .returns(64, Shell.Result::exit)
        .extracting(Shell.Result::err)
        .asString()
        .contains("colour");
    assertThat(dlq("count in --reason other").out()).isEqualTo("None of them fits.\n");
  }

  @Test
  void a_dead_letter_list_that_is_none_does_not_spoil_the_count_of_the_others() {
    redis.sadd("vcond:lists", "odd");
    redis.set("DLQ:odd", "no list");

    assertThat(dlq("count"))
        .returns(1, Shell.Result::exit)
        .returns("vcond: WRONGTYPE DLQ:odd is a string, not a list\n", Shell.Result::err)
        .extracting(Shell.Result::out)
        .asString()
        .contains("4 of 4 entries.");
    assertThat(dlq("count odd").exit()).isEqualTo(1);
  }

  @Test
  void drop_asks_shows_what_it_means_and_takes_only_yes() {
    Shell.Result refused =
        dlq(new Shell().onTerminal().with("TERM", "dumb").input("\n"), "drop in --step archive");

    assertThat(refused)
        .returns(1, Shell.Result::exit)
        .extracting(Shell.Result::err)
        .asString()
        .contains(
            "For example " + ID + "1, storage_failed at disk,archive in chain main, ",
            "Drop 2 of 4 entries of DLQ:in for good? [y/N]",
            "nothing was dropped.");
    assertThat(redis.llen("DLQ:in")).isEqualTo(4);

    Shell.Result agreed =
        dlq(new Shell().onTerminal().with("TERM", "dumb").input("y\n"), "drop in --step archive");

    assertThat(agreed.out()).isEqualTo("2 entries of DLQ:in were dropped.\n");
    assertThat(redis.lrange("DLQ:in", 0, -1)).containsExactly(ID + 2, ID + 4);
    assertThat(redis.exists("vcond:{in}:record:" + ID + 1)).isZero();
    assertThat(redis.exists("in")).isZero();
  }

  @Test
  void drop_asks_for_ids_too() {
    Shell shell = new Shell().onTerminal().input("y\n");

    assertThat(dlq(shell, "drop in " + ID + 2))
        .returns("1 entry of DLQ:in was dropped.\n", Shell.Result::out)
        .extracting(Shell.Result::err)
        .asString()
        .isEqualTo("Drop " + ID + "2 from DLQ:in? [y/N] ");
  }

  @Test
  void without_a_terminal_drop_needs_yes() throws Exception {
    assertThat(dlq("drop in --all"))
        .returns(64, Shell.Result::exit)
        .extracting(Shell.Result::err)
        .asString()
        .contains("without a terminal to ask on, drop needs --yes");
    assertThat(dlq("drop in --all --dry-run").out())
        .isEqualTo("4 entries of DLQ:in would be dropped.\n");
    assertThat(redis.llen("DLQ:in")).isEqualTo(4);

    assertThat(dlq("drop in --all --yes --json").json().at("/dropped").asInt()).isEqualTo(4);
    assertThat(redis.exists("DLQ:in")).isZero();
    assertThat(dlq("drop in nowhere --yes").exit()).isEqualTo(3);
  }

  @Test
  void what_contradicts_itself_is_64_and_drops_nothing() {
    for (String wrong :
        new String[] {
          "drop in --yes",
          "drop in --yes x --all",
          "drop in --yes --all --reason x",
          "drop in --yes x --rate 5/s",
          "drop in --yes --all --rate 0/s",
          "drop in --yes --all --rate fast",
          "drop in --yes --all --rate 999999999/s",
          "drop in --yes --older-than soon",
          "drop storage: --yes --all",
        }) {
      assertThat(dlq(wrong).exit()).as(wrong).isEqualTo(64);
    }
    assertThat(redis.llen("DLQ:in")).isEqualTo(4);
  }

  @Test
  void owed_writes_are_shown_for_what_they_are_and_can_be_given_up() throws Exception {
    redis.rpush("DLQ:storage:disk", ID + 7);
    redis.hset("vcond:{DLQ:storage:disk}:record:" + ID + 7, Map.of("origin", "in", "trials", "2"));
    redis.sadd("vcond:lists", "DLQ:storage:former");
    redis.rpush("DLQ:storage:former", ID + 8);

    assertThat(dlq("list").out())
        .contains("STORAGE  OWED WRITES", "disk               1", "former");
    assertThat(dlq("list DLQ:storage:disk").out())
        .contains(ID + "7  in              2", "vcond writes them by itself when storage disk is");
    assertThat(dlq("list storage:disk --json").json().at("/entries/0/origin").asText())
        .isEqualTo("in");
    assertThat(dlq("show DLQ:storage:disk " + ID + 7).out())
        .contains("its write to storage disk is owed, from list in", "writes it there when")
        .doesNotContain("replay");
    assertThat(dlq("drop DLQ:storage:former --all --yes").out())
        .isEqualTo("1 entry of DLQ:storage:former was dropped.\n");
    assertThat(redis.exists("DLQ:storage:former")).isZero();
  }

  @Test
  void a_rate_is_kept() {
    long began = System.nanoTime();

    assertThat(dlq("replay in --all --rate 20").out()).startsWith("4 entries");

    assertThat(System.nanoTime() - began).isGreaterThan(Duration.ofMillis(150).toNanos());
  }
}
