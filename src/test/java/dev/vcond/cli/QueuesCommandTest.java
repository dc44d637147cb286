package dev.vcond.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.testserver.OpenRedis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QueuesCommandTest {
  private static OpenRedis server;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    server = OpenRedis.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void configure() throws Exception {
    server.commands().flushall();
    configure(
        """
        storages: {disk: {module: storage.file}}
        chains:
          main: {ingress_lists: [in], storages: [disk]}
          off: {ingress_lists: [later], enabled: 0}
        """);
  }

  private void configure(String chains) throws Exception {
    Files.writeString(
        folder.resolve("config.yml"), "redis: {url: \"" + server.url() + "\"}\n" + chains);
  }

  private Shell.Result queues(String... arguments) {
    return new Shell().run("queues", folder.resolve("config.yml"), arguments);
  }

  private static void fill() {
    server.commands().rpush("in", "a", "b", "c");
    server.commands().hset("vcond:{in}:inflight", Map.of("d", "host-1-a:1"));
    server.commands().rpush("DLQ:in", "e", "f");
    server.commands().hset("vcond:{in}:instances", Map.of("host-1-a", "r", "host-2-b", "r"));
    server.commands().set("vcond:{in}:heartbeat:host-1-a", "1");
    server.commands().sadd("vcond:lists", "in", "former");
    server.commands().rpush("former", "g");
  }

  @Test
  void every_list_has_a_row_with_the_chain_that_takes_from_it() {
    fill();

    assertThat(queues())
        .returns(0, Shell.Result::exit)
        .returns("", Shell.Result::err)
        .returns(
            """
            LIST    CHAIN              WAITING  IN FLIGHT  DEAD LETTERS  LIVE
            in      main                     3          1             2     1
            later   off (not enabled)        0          0             0     0
            former  no chain                 1          0             0     0
            """,
            Shell.Result::out);
  }

  @Test
  void writes_that_are_owed_to_storages_have_a_table_of_their_own() {
    server.commands().rpush("DLQ:storage:disk", "a", "b");

    assertThat(queues().out()).endsWith("\n\nSTORAGE  OWED WRITES\ndisk               2\n");
  }

  @Test
  void scripts_get_one_object() throws Exception {
    fill();
    server.commands().rpush("DLQ:storage:disk", "a");

    var answer = queues("--json").json();

    assertThat(answer.at("/lists/0").toString())
        .isEqualTo(
            """
            {"list":"in","chain":"main","waiting":3,"in_flight":1,"dead_letters":2,\
            "instances":["host-1-a"],"refusals":[]}\
            """);
    assertThat(answer.at("/lists/1/chain").isNull()).isTrue();
    assertThat(answer.at("/lists/2/list").asText()).isEqualTo("former");
    assertThat(answer.at("/owed").toString()).isEqualTo("[{\"storage\":\"disk\",\"writes\":1}]");
  }

  @Test
  void a_key_of_another_type_costs_its_number_and_is_named() {
    fill();
    server.commands().del("in");
    server.commands().set("in", "no list");
    server.commands().set("DLQ:storage:disk", "no list");

    Shell.Result result = queues();

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).containsPattern("in +main +- +1 +2 +1\n");
    assertThat(result.err()).contains("vcond: in: WRONGTYPE", "vcond: DLQ:storage:disk is not");
    assertThat(queues("--json").out()).contains("\"waiting\":null", "\"writes\":null");
  }

  @Test
  void without_any_list_it_says_so() throws Exception {
    configure("");

    assertThat(queues().out()).startsWith("No chain has an ingress list");
    assertThat(queues("--json").out()).isEqualTo("{\"lists\":[],\"owed\":[]}\n");
  }

  @Test
  void the_names_of_lists_cannot_write_on_the_terminal() {
    server.commands().sadd("vcond:lists", "\u001b[2Jgone");

    assertThat(queues().out()).contains("?[2Jgone").doesNotContain("\u001b");
  }
}
