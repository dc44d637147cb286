package dev.vcond.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vcond.app.embedded.EmbeddedRedis;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.testserver.TestPostgres;
import dev.vcond.testserver.TestRedis;
import dev.vcond.vcon.Vcon;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a Redis, a folder and a table. */
final class GetAndDeleteTest {
  private static final Vcon VCON = SampleVcon.document().vcon();
  private static final String ID = VCON.id().asPopped();

  private static EmbeddedRedis server;
  private static RedisClient client;
  private static RedisCommands<String, String> redis;
  private static TestPostgres postgres;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    server = TestRedis.start();
    client = RedisClient.create(server.url());
    redis = client.connect().sync();
    postgres = TestPostgres.freshDatabase();
  }

  @AfterAll
  static void stop() throws Exception {
    client.shutdown();
    server.close();
  }

  @BeforeEach
  void configure() throws Exception {
    redis.flushall();
    postgres.execute("DROP TABLE IF EXISTS vcons");
    configure(server.url(), TestPostgres.PASSWORD);
  }

  private void configure(String redisUrl, String password) throws IOException {
    Files.writeString(
        folder.resolve("config.yml"),
        """
        redis: {url: "%s"}
        storages:
          disk: {module: storage.file, options: {path: "%s"}}
          table:
            module: storage.postgres
            options:
              {port: %d, database: %s, user: %s, password: "%s", connect_timeout: 5s}
          later: {module: storage.mongo}
        chains:
          main: {storages: [disk, table], ingress_lists: [in]}
        """
            .formatted(
                redisUrl,
                folder.resolve("vcons"),
                postgres.port(),
                postgres.database(),
                TestPostgres.USER,
                password));
  }

  private void in_redis() {
    new Shell().input(VCON.text()).run("submit", folder.resolve("config.yml"), "-");
    assertThat(redis.exists("vcon:" + ID, "vcons", "name:Ada")).isEqualTo(3);
  }

  private Path on_disk(String text) throws IOException {
    Files.createDirectories(folder.resolve("vcons"));
    return Files.writeString(folder.resolve("vcons").resolve(ID + ".json"), text);
  }

  private void in_the_table() throws Exception {
    postgres.execute(
        "CREATE TABLE vcons (uuid uuid PRIMARY KEY, data text NOT NULL, created_at timestamptz,"
            + " stored_at timestamptz NOT NULL, storage_version text NOT NULL)");
    postgres.execute("GRANT ALL ON vcons TO " + TestPostgres.USER);
    postgres.execute(
        "INSERT INTO vcons VALUES ('" + ID + "', '{\"in\": \"table\"}', now(), now(), '1.0')");
  }

  private Shell.Result get(String... arguments) {
    return new Shell().run("get", folder.resolve("config.yml"), arguments);
  }

  private Shell.Result delete(Shell shell, String... arguments) {
    return shell.run("delete", folder.resolve("config.yml"), arguments);
  }

  @Test
  void get_prints_what_redis_has_and_asks_no_further() {
    in_redis();

    assertThat(get(ID))
        .isEqualTo(new Shell.Result(0, VCON.text(), "redis: found, " + VCON.size() + " bytes\n"));
    assertThat(get(ID.toUpperCase(Locale.ROOT)).out()).isEqualTo(VCON.text());
  }

  @Test
  void get_goes_on_to_the_storages_in_the_order_of_the_file() throws Exception {
    in_the_table();
    Shell.Result second = get(ID);
    assertThat(second.out()).isEqualTo("{\"in\": \"table\"}");
    assertThat(second.err())
        .isEqualTo("redis: not there\ndisk: not there\ntable: found, 15 bytes\n");

    String odd = "{\n\"in\" :\"disk\",\"n\":1.50}\n\n";
    on_disk(odd);
    assertThat(get(ID).out()).isEqualTo(odd);
    assertThat(get(ID, "--storage", "table").out()).isEqualTo("{\"in\": \"table\"}");
  }

  @Test
  void nowhere_is_3_unless_a_place_could_not_answer() throws Exception {
    Shell.Result nowhere = get(ID, "--storage", "disk");
    assertThat(nowhere).isEqualTo(new Shell.Result(3, "", "disk: not there\n"));

    Shell.Result unsure = get(ID);
    assertThat(unsure.exit()).isEqualTo(1);
    assertThat(unsure.err())
        .contains("table: not there\nlater: failed: ", "storage.mongo")
        .endsWith("vcond: not found, but later could not answer and may have it.\n");

    configure(server.url(), "wrong");
    assertThat(get(ID).err()).contains("table: failed: ", "password").doesNotContain("wrong");
    on_disk("{}");
    assertThat(get(ID).exit()).as("found before it mattered").isZero();
  }

  @Test
  void the_storages_are_asked_even_without_a_redis() throws Exception {
    configure("redis://127.0.0.1:1", TestPostgres.PASSWORD);
    on_disk("{}");

    Shell.Result found = get(ID);

    assertThat(found.exit()).isZero();
    assertThat(found.out()).isEqualTo("{}");
    assertThat(found.err()).startsWith("redis: failed: Redis at redis://127.0.0.1:1 cannot be");
  }

  @Test
  void get_gives_scripts_the_document_as_it_is_written() throws Exception {
    on_disk("{\"n\": 1.50, \"e\": 1e400}\n");

    Shell.Result found = get("--json", ID);

    assertThat(found.err()).isEmpty();
    assertThat(found.out()).contains("\"document\":{\"n\": 1.50, \"e\": 1e400}");
    JsonNode answer = found.json();
    assertThat(answer.path("found_in").asText()).isEqualTo("disk");
    assertThat(answer.path("places").toString())
        .isEqualTo(
            "[{\"place\":\"redis\",\"answer\":\"not_there\"},{\"place\":\"disk\",\"answer\":\"found\"}]");

    on_disk("no {JSON");
    assertThat(get("--json", ID).json().path("document_text").asText()).isEqualTo("no {JSON");
    assertThat(get(ID).out()).isEqualTo("no {JSON");
  }

  @Test
  void what_is_no_id_or_no_storage_is_64() {
    assertThat(get("../../etc/passwd").exit()).isEqualTo(64);
    assertThat(get("../../etc/passwd").err()).contains("expected a uuid");
    assertThat(get().exit()).isEqualTo(64);
    assertThat(delete(new Shell(), "--yes", ID + "x").exit()).isEqualTo(64);
    Shell.Result storage = get(ID, "--storage", "dsik");
    assertThat(storage.exit()).isEqualTo(64);
    assertThat(storage.err())
        .contains("no storage is called dsik. Did you mean \"disk\"?", "disk, table, later");
  }

  @Test
  void delete_takes_it_from_everywhere_and_says_so_for_each() throws Exception {
    in_redis();
    redis.sadd("name:Ada", "somebody else");
    Path file = on_disk("{}");
    in_the_table();

    Shell.Result done = delete(new Shell(), "--yes", ID);

    assertThat(done.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("PLACE  ANSWER"),
            line -> assertThat(line).isEqualTo("redis  deleted"),
            line -> assertThat(line).isEqualTo("disk   deleted"),
            line -> assertThat(line).isEqualTo("table  deleted"),
            line -> assertThat(line).startsWith("later  failed: "));
    assertThat(done.exit()).as("one failed").isEqualTo(1);
    assertThat(redis.exists("vcon:" + ID, "vcons")).isZero();
    assertThat(redis.smembers("name:Ada")).containsExactly("somebody else");
    assertThat(file).doesNotExist();
    assertThat(postgres.query("SELECT count(*) FROM vcons")).containsExactly("0");
  }

  @Test
  void delete_is_0_when_something_was_there_and_3_when_nothing_was() throws Exception {
    Path config = folder.resolve("config.yml");
    Files.writeString(
        config, Files.readString(config).replace("  later: {module: storage.mongo}\n", ""));
    on_disk("{}");

    Shell.Result done = delete(new Shell(), "--yes", "--json", ID.toUpperCase(Locale.ROOT));
    assertThat(done.exit()).isZero();
    assertThat(done.json().path("places").toString())
        .isEqualTo(
            "[{\"place\":\"redis\",\"answer\":\"not_there\"},{\"place\":\"disk\",\"answer\":\"deleted\"},{\"place\":\"table\",\"answer\":\"not_there\"}]");
    assertThat(done.json().path("in_flight")).isEmpty();

    assertThat(delete(new Shell(), "--yes", ID).exit()).isEqualTo(3);
  }

  @Test
  void delete_asks_on_a_terminal_and_only_yes_means_yes() throws Exception {
    Path file = on_disk("{}");

    Shell.Result no = delete(new Shell().onTerminal().input("\n"), ID);
    assertThat(no.exit()).isEqualTo(1);
    assertThat(no.err())
        .contains("Delete vCon " + ID + " from redis, disk, table, later? [y/N] ")
        .contains("nothing was deleted");
    assertThat(delete(new Shell().onTerminal(), ID).exit()).as("end of input").isEqualTo(1);
    Shell.Result script = delete(new Shell(), ID);
    assertThat(script.exit()).isEqualTo(64);
    assertThat(script.err()).contains("--yes");
    assertThat(file).exists();

    delete(new Shell().onTerminal().input("y\n"), ID);
    assertThat(file).doesNotExist();
  }

  @Test
  void delete_without_a_redis_deletes_nothing() throws Exception {
    configure("redis://127.0.0.1:1", TestPostgres.PASSWORD);
    Path file = on_disk("{}");

    assertThat(delete(new Shell(), "--yes", ID).exit()).isEqualTo(69);
    assertThat(file).exists();
  }

  @Test
  void delete_tells_that_a_chain_still_works_on_it() {
    in_redis();
    redis.hset("vcond:{in}:inflight", ID, "somebody:1");

    Shell.Result done = delete(new Shell(), "--yes", ID);

    assertThat(done.err()).contains("warning: " + ID + " is being processed from in");
    assertThat(redis.exists("vcon:" + ID)).isZero();
  }
}
