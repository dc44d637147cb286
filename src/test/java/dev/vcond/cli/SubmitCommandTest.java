package dev.vcond.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vcond.app.embedded.EmbeddedRedis;
import dev.vcond.testkit.FaultProxy;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.testserver.TestRedis;
import dev.vcond.vcon.Vcon;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SubmitCommandTest {
  private static EmbeddedRedis server;
  private static RedisClient client;
  private static RedisCommands<String, String> redis;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    server = TestRedis.start();
    client = RedisClient.create(server.url());
    redis = client.connect().sync();
  }

  @AfterAll
  static void stop() throws Exception {
    client.shutdown();
    server.close();
  }

  @BeforeEach
  void configure() throws IOException {
    redis.flushall();
    configure("chains: {main: {ingress_lists: [in]}}");
  }

  private void configure(String chains) throws IOException {
    Files.writeString(
        folder.resolve("config.yml"), "redis: {url: \"" + server.url() + "\"}\n" + chains);
  }

  private Shell.Result submit(String... arguments) {
    return submit(new Shell(), arguments);
  }

  private Shell.Result submit(Shell shell, String... arguments) {
    return shell.run("submit", folder.resolve("config.yml"), arguments);
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve("vcons").resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Path write(String name, Vcon vcon) throws IOException {
    return write(name, vcon.text());
  }

  @Test
  void a_file_is_stored_byte_for_byte_and_goes_to_the_only_list() throws Exception {
    Vcon vcon = SampleVcon.document().vcon();
    String text = "\r\n " + vcon.text().replace(", ", " ,\t") + " \n\n";
    Path file = write("any name", text);

    Shell.Result done = submit(file.toString());

    assertThat(done).isEqualTo(new Shell.Result(0, vcon.id() + " submitted to in\n", ""));
    assertThat(redis.get("vcon:" + vcon.id())).isEqualTo(text);
    assertThat(redis.ttl("vcon:" + vcon.id())).isBetween(3590L, 3600L);
    assertThat(redis.lrange("in", 0, -1)).containsExactly(vcon.id().asPopped());
    assertThat(redis.exists("vcons", "name:Ada")).isEqualTo(2);
  }

  @Test
  void time_to_live_and_index_are_the_callers_choice() throws Exception {
    Vcon vcon = SampleVcon.document().vcon();
    Path file = write("a.json", vcon);

    submit("--ttl", "2m", "--no-index", file.toString());
    assertThat(redis.ttl("vcon:" + vcon.id())).isBetween(110L, 120L);
    assertThat(redis.exists("vcons")).isZero();

    submit("--ttl", "0", file.toString());
    assertThat(redis.ttl("vcon:" + vcon.id())).isEqualTo(-1);
    assertThat(redis.exists("vcons")).isOne();

    submit(
        new Shell().with("VCON_REDIS_EXPIRY", "60").with("VCON_SORTED_SET_NAME", "all"),
        file.toString());
    assertThat(redis.ttl("vcon:" + vcon.id())).isBetween(50L, 60L);
    assertThat(redis.exists("all")).isOne();
  }

  @Test
  void a_folder_means_every_json_below_it_in_order_and_nothing_hidden() throws Exception {
    Vcon first = SampleVcon.document().vcon();
    Vcon second = SampleVcon.document().vcon();
    write("b/2.vcon.json", second);
    write("a/1.json", first);
    write("a/.draft.json", SampleVcon.document().vcon());
    write(".git/x.json", SampleVcon.document().vcon());
    write("a/notes.txt", "no vCon");

    Shell.Result done = submit(folder.resolve("vcons").toString());

    assertThat(done).isEqualTo(new Shell.Result(0, "2 submitted to in\n", ""));
    assertThat(redis.lrange("in", 0, -1))
        .containsExactly(first.id().asPopped(), second.id().asPopped());
  }

  @Test
  void lines_of_standard_input_are_documents() throws Exception {
    Vcon first = SampleVcon.document().vcon();
    Vcon second = SampleVcon.document().with("subject", "\"Grüße\"").vcon();

    Shell.Result done =
        submit(new Shell().input(first.text() + " \r\n\n{\"no\": \"id\"}\n" + second.text()), "-");

    assertThat(done.exit()).isEqualTo(1);
    assertThat(done.out()).isEqualTo("2 submitted to in, 1 refused\n");
    assertThat(done.err()).contains("line 3: it has no uuid");
    assertThat(redis.get("vcon:" + first.id())).isEqualTo(first.text() + " ");
    assertThat(redis.get("vcon:" + second.id())).isEqualTo(second.text());
  }

  @Test
  void the_file_name_tells_the_id_of_what_has_no_uuid() throws Exception {
    String signed = "{\"payload\": \"e30\", \"signatures\": [{\"signature\": \"x\"}]}";
    String one = SampleVcon.randomId().asPopped();
    String two = SampleVcon.randomId().asPopped();
    write(one + ".json", signed);
    write(two + ".vcon.json", "{\"uuid\": null}");
    write("signed.json", signed);
    write(one + ".copy.json", signed);

    Shell.Result done = submit(folder.resolve("vcons").toString());

    assertThat(done.out()).isEqualTo("2 submitted to in, 2 refused\n");
    assertThat(done.err())
        .contains("signed.json: it has no uuid, and", one + ".copy.json: it has no uuid, and");
    assertThat(redis.lrange("in", 0, -1)).containsExactlyInAnyOrder(one, two);
    assertThat(redis.get("vcon:" + one)).isEqualTo(signed);
  }

  @Test
  void what_cannot_be_submitted_is_refused_by_name_and_the_others_go_on() throws Exception {
    Path good = write("good.json", SampleVcon.document().vcon());
    Path broken = write("broken.json", "{\n\"uuid\": }");
    Path array = write("array.json", "[]");
    Path invalid = write("invalid.json", "{\"uuid\": \"../../etc/passwd\"}");
    Path missing = folder.resolve("missing.json");

    Shell.Result done =
        submit(
            broken.toString(),
            missing.toString(),
            array.toString(),
            invalid.toString(),
            good.toString());

    assertThat(done.exit()).isEqualTo(1);
    assertThat(done.out()).matches(".{36} submitted to in, 4 refused\n");
    assertThat(done.err().lines())
        .satisfiesExactly(
            line ->
                assertThat(line).contains("refused: " + broken + ": not JSON at line 2, column 9"),
            line -> assertThat(line).contains(missing + ": no such file"),
            line -> assertThat(line).contains(array + ": not JSON", "this is an array"),
            line -> assertThat(line).contains(invalid + ": ", "\"../../etc/passwd\""));
    assertThat(redis.keys("vcon:*")).hasSize(1);
  }

  @Test
  void of_two_files_with_one_id_the_first_counts_and_both_are_named() throws Exception {
    Vcon vcon = SampleVcon.document().vcon();
    Path first = write("a.json", vcon);
    Path second = write("b.json", vcon.text().toUpperCase(Locale.ROOT).replace("UUID", "uuid"));

    Shell.Result done = submit(first.toString(), second.toString());

    assertThat(done.exit()).isEqualTo(1);
    assertThat(done.err()).contains(second + ": has the id ", "which " + first + " has");
    assertThat(redis.llen("in")).isOne();
    assertThat(redis.get("vcon:" + vcon.id())).isEqualTo(vcon.text());
  }

  @Test
  void scripts_get_one_object() throws Exception {
    Vcon vcon = SampleVcon.document().vcon();
    Path good = write("good.json", vcon);
    Path bad = write("bad.json", "{}");

    Shell.Result done = submit("--json", "--list", "other", good.toString(), bad.toString());

    assertThat(done.exit()).isEqualTo(1);
    assertThat(done.err()).isEmpty();
    JsonNode answer = done.json();
    assertThat(answer.path("list").asText()).isEqualTo("other");
    assertThat(answer.path("submitted").asInt()).isOne();
    assertThat(answer.path("ids").get(0).asText()).isEqualTo(vcon.id().asPopped());
    assertThat(answer.path("refused").get(0).path("source").asText()).isEqualTo(bad.toString());
    assertThat(answer.path("refused").get(0).path("reason").asText()).contains("no uuid");
    assertThat(answer.path("warning").asText()).contains("no enabled chain", "other");
  }

  @Test
  void a_list_that_nobody_takes_from_is_a_warning() throws Exception {
    configure("chains: {main: {ingress_lists: [in]}, off: {ingress_lists: [old], enabled: 0}}");
    Path file = write("a.json", SampleVcon.document().vcon());

    Shell.Result done = submit("--list", "old", file.toString());

    assertThat(done.exit()).isZero();
    assertThat(done.err()).contains("warning: no enabled chain takes ids from the list old");
    assertThat(redis.llen("old")).isOne();
  }

  @Test
  void without_a_single_ingress_list_the_list_must_be_named() throws Exception {
    Path file = write("a.json", SampleVcon.document().vcon());
    configure("chains: {a: {ingress_lists: [one, two]}, off: {ingress_lists: [old], enabled: 0}}");
    Shell.Result several = submit(file.toString());
    assertThat(several.exit()).isEqualTo(64);
    assertThat(several.err()).contains("--list: one, two\n");

    configure("chains: {off: {ingress_lists: [old], enabled: 0}}");
    assertThat(submit(file.toString()).err()).contains("no enabled chain has an ingress list");
    assertThat(submit("--list", "vcon:x", file.toString()).exit()).isEqualTo(64);
    assertThat(submit("--list", " ", file.toString()).exit()).isEqualTo(64);
    assertThat(submit("--list", "x", "--ttl", "soon", file.toString()).exit()).isEqualTo(64);
    assertThat(submit("--list", "x").exit()).as("no path").isEqualTo(64);
    assertThat(redis.keys("*")).isEmpty();
  }

  @Test
  void an_empty_folder_is_nothing() throws Exception {
    Shell.Result done = submit(Files.createDirectory(folder.resolve("empty")).toString());

    assertThat(done.exit()).isEqualTo(3);
    assertThat(done.out()).isEqualTo("0 submitted to in\n");
  }

  @Test
  void a_key_that_is_no_list_is_found_before_anything_is_stored() throws Exception {
    redis.set("in", "text");
    Shell.Result done = submit(write("a.json", SampleVcon.document().vcon()).toString());

    assertThat(done.exit()).isEqualTo(1);
    assertThat(done.err()).contains("the key in in Redis is no list, but holds a string");
    assertThat(redis.keys("*")).containsExactly("in");
  }

  @Test
  void a_redis_that_is_away_is_69_and_its_password_never_shown() throws Exception {
    Path file = write("a.json", SampleVcon.document().vcon());

    Shell.Result done = submit("--redis", "redis://me:s3cret@127.0.0.1:1", file.toString());

    assertThat(done.exit()).isEqualTo(69);
    assertThat(done.err())
        .contains("Redis at redis://127.0.0.1:1 cannot be reached: ")
        .doesNotContain("s3cret");
    assertThat(done.err()).hasLineCount(1);
  }

  /** An empty stream on which something happens. */
  private static final class EndAfter extends InputStream {
    private final Runnable event;

    private EndAfter(Runnable event) {
      this.event = event;
    }

    @Override
    public int read() {
      event.run();
      return -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      return read();
    }
  }

  @Test
  void a_redis_that_goes_away_in_the_middle_is_69_and_says_what_to_submit_again() throws Exception {
    String line = "{\"uuid\": \"00000000-0000-0000-0000-%012d\"}%n";
    try (var proxy =
        FaultProxy.before(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()))) {
      String before =
          IntStream.rangeClosed(1, 501).mapToObj(line::formatted).collect(Collectors.joining());
      var input =
          new SequenceInputStream(
              new ByteArrayInputStream(before.getBytes(UTF_8)), new EndAfter(proxy::down));

      Shell.Result done =
          submit(
              new Shell().input(input),
              "--redis",
              "redis://127.0.0.1:" + proxy.address().getPort(),
              "-");

      assertThat(done.exit()).isEqualTo(69);
      assertThat(done.out()).isEqualTo("500 submitted to in, 1 unconfirmed\n");
      assertThat(done.err()).contains("Redis went away", "Unconfirmed: line 501. ");
      assertThat(redis.llen("in")).isEqualTo(500);
    }
  }

  @Test
  void the_embedded_redis_is_that_of_the_running_daemon() throws Exception {
    Path file = write("a.json", SampleVcon.document().vcon());
    Shell shell = new Shell().with("STATE_DIRECTORY", folder.toString());

    Shell.Result none = submit(shell, "--redis", "embedded", file.toString());
    assertThat(none.exit()).isEqualTo(69);
    assertThat(none.err()).contains(folder.resolve("redis").toString(), "Start `vcond run` first");

    try (EmbeddedRedis _ =
        EmbeddedRedis.start(new EmbeddedRedis.Settings(folder.resolve("redis"), 0, false))) {
      assertThat(submit(shell, "--redis", "embedded", file.toString()).exit()).isZero();
    }
  }

  @Test
  void a_wrong_configuration_is_78_with_every_problem() throws Exception {
    configure("chains: {main: {ingress_list: [in], storages: [disk]}}");

    Shell.Result done = submit("a.json");

    assertThat(done.exit()).isEqualTo(78);
    assertThat(done.err()).contains("ingress_lists", "\"disk\"").hasLineCount(2);
    assertThat(done.out()).isEmpty();
  }
}
