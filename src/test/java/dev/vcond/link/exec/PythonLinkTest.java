package dev.vcond.link.exec;

import static dev.vcond.link.exec.Scripts.CONTEXT;
import static dev.vcond.link.exec.Scripts.list;
import static dev.vcond.link.exec.Scripts.text;
import static dev.vcond.testkit.SampleVcon.document;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.vcond.app.embedded.EmbeddedRedis;
import dev.vcond.config.ConfigValue;
import dev.vcond.link.LinkResult;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.testserver.TestRedis;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Links of vcon-server through the program of the sdk. */
@Timeout(60)
final class PythonLinkTest {
  private static final String PROGRAM = "src/main/sdk/python/vcond_link.py";

  @TempDir private Path folder;
  private final List<ExecLink> links = new ArrayList<>();

  @AfterEach
  void close() {
    links.forEach(ExecLink::close);
  }

  private static Scripts running(String link, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                Interpreter.PYTHON.command(),
                "-B",
                Path.of(PROGRAM).toAbsolutePath().toString(),
                link));
    words.addAll(List.of(more));
    return Scripts.command(words.toArray(String[]::new));
  }

  private static String resource(String link) {
    var url = requireNonNull(PythonLinkTest.class.getResource("links/" + link));
    return Path.of(URI.create(url.toString())).toString();
  }

  private ExecLink open(Scripts scripts) {
    ExecLink link = scripts.open();
    links.add(link);
    return link;
  }

  private ExecLink open(String link, Mode mode, Map<String, ConfigValue> options) {
    Scripts scripts = running(resource(link)).with("options", options);
    return open(
        switch (mode) {
          case ONE_SHOT -> scripts;
          case PERSISTENT -> scripts.persistent(1);
        });
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void a_link_changes_lets_pass_and_halts(Mode mode) throws Exception {
    ExecLink link =
        open(
            "keyword_flag",
            mode,
            Map.of("keywords", list("bill", "morning"), "drop", list("spam")));
    Vcon vcon = document().with("x_text", "\"J\\u00fcrgen \\ud800\"").with("x_n", "0.10").vcon();
    Vcon left = link.apply(vcon, CONTEXT).vcon();

    assertThat(left.tags()).contains("flagged:morning");
    assertThat(left.tree().at("/analysis/0/vendor").asText()).isEqualTo("mine");
    assertThat(left.tree().at("/analysis/0/encoding").asText()).isEqualTo("json");
    assertThat(left.text()).contains("\"x_text\":\"J\\u00fcrgen \\ud800\",\"x_n\":0.10");
    assertThat(link.apply(left, CONTEXT).vcon()).isSameAs(left);
    Vcon spam = document().with("dialog", "[{\"type\": \"text\", \"body\": \"spam\"}]").vcon();
    assertThat(link.apply(spam, CONTEXT))
        .isInstanceOfSatisfying(
            LinkResult.Halt.class,
            halt -> assertThat(halt.reason()).isEqualTo("keyword_flag halted it"));
  }

  @Test
  void a_link_that_only_changes_and_halts_needs_no_envelope() throws Exception {
    ExecLink link =
        open(
            running(resource("keyword_flag"))
                .with("answer", "vcon")
                .with("options", Map.of("keywords", list("morning"), "drop", list("spam"))));
    Vcon vcon = document().with("dialog", "[]").vcon();

    assertThat(link.apply(document().vcon(), CONTEXT).vcon().tags()).contains("flagged:morning");
    assertThat(link.apply(vcon, CONTEXT).vcon()).isSameAs(vcon);
    assertThat(
            link.apply(
                document().with("dialog", "[{\"type\": \"text\", \"body\": \"spam\"}]").vcon(),
                CONTEXT))
        .isInstanceOf(LinkResult.Halt.class);
    ExecLink spreads = open(running(resource("spread")).with("answer", "vcon"));
    assertThatThrownBy(() -> spreads.apply(vcon, CONTEXT))
        .hasMessageContaining("`answer: vcon` cannot say");
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void a_push_of_the_vcon_in_work_is_a_route(Mode mode) throws Exception {
    Vcon vcon = document().id(SampleVcon.id("ABCDEF01-2345-4678-9ABC-DEF012345678")).vcon();
    assertThat(open("spread", mode, Map.of()).apply(vcon, CONTEXT))
        .isEqualTo(new LinkResult.Continue(vcon, List.of("a", "b")));
    LinkResult halted =
        open("spread", mode, Map.of("lists", list("c"), "forward", Scripts.plain("false")))
            .apply(vcon, CONTEXT);
    assertThat(halted).isInstanceOf(LinkResult.Halt.class);
    assertThat(halted.routes()).containsExactly("c");
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void another_id_is_a_swap(Mode mode) throws Exception {
    VconId other = SampleVcon.randomId();
    Vcon vcon = document().vcon();
    ExecLink link = open("hand_over", mode, Map.of("to", text(other.canonical())));

    assertThat(link.apply(vcon, CONTEXT)).isEqualTo(new LinkResult.Swap(vcon, other, List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "ONE_SHOT, value, false, ValueError: on purpose",
    "ONE_SHOT, timeout, true, TimeoutError: on purpose",
    "ONE_SHOT, exit, false, the link called exit(on purpose)",
    "PERSISTENT, value, false, ValueError: on purpose",
    "PERSISTENT, timeout, true, TimeoutError: on purpose",
    "PERSISTENT, exit, false, the link called exit(on purpose)",
    "PERSISTENT, die, true, failed (exit code 9)",
  })
  void what_it_throws_is_the_reason(Mode mode, String how, boolean temporary, String expected) {
    ExecLink link = open("hand_over", mode, Map.of("fail", text(how)));
    Throwable fault = catchThrowable(() -> link.apply(document().vcon(), CONTEXT));

    assertThat(fault).hasMessageContaining(expected);
    assertThat(Failures.isTemporary(fault)).isEqualTo(temporary);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void a_link_that_is_a_class_finds_what_it_is_made_from(Mode mode) throws Exception {
    Vcon left = open("class_style", mode, Map.of()).apply(document().vcon(), CONTEXT).vcon();

    assertThat(left.subject()).hasValue("hello from mine");
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void what_links_import_today_is_there_without_vcon_server(Mode mode) throws Exception {
    LinkResult result = open("current_style", mode, Map.of()).apply(document().vcon(), CONTEXT);

    assertThat(result.routes()).containsExactly("soon", "later", "last", "first");
    assertThat(result.vcon().tree().at("/analysis/0/body").asText())
        .isEqualTo("[\"ffef\", \"the second time\"]");
    assertThat(result.vcon().tree().at("/analysis/0/vendor_schema").toString())
        .isEqualTo("{\"model\":\"small\"}");
  }

  @Test
  void a_push_to_the_dead_letter_list_is_refused_with_what_to_do() {
    ExecLink link =
        open("current_style", Mode.PERSISTENT, Map.of("give_up", Scripts.plain("true")));

    assertThatThrownBy(() -> link.apply(document().vcon(), CONTEXT))
        .hasMessageContaining("to DLQ:default; raise an exception instead");
  }

  @ParameterizedTest
  @CsvSource({
    "from lib.vcon_search import find, lib.vcon_search",
    "from lib.llm_client import create_llm_client, lib.llm_client",
    "from lib.queue import Janitor, lib.queue.Janitor",
    "import config, config",
    "from links.analyze import run as analyze, links.analyze",
  })
  void what_only_vcon_server_has_is_named_with_what_to_do(String line, String name)
      throws Exception {
    Path file =
        Files.writeString(folder.resolve("asks.py"), line + "\ndef run(a, b, c):\n  return a\n");

    assertThatThrownBy(() -> apply(running(file.toString())))
        .hasMessageContaining(name + " belongs to vcon-server")
        .hasMessageContaining("--path FOLDER/common");
  }

  @Test
  void modules_of_a_checkout_are_taken_where_they_can_be_loaded() throws Exception {
    Path lib = Files.createDirectories(folder.resolve("common/lib"));
    Files.writeString(lib.resolve("metrics.py"), "import no_such_package\n");
    Files.writeString(lib.resolve("llm_client.py"), "def where():\n  return 'list'\n");
    Files.writeString(
        lib.resolve("queue.py"),
        """
        from lib.metrics import increment_counter
        import redis_mgr

        class VconQueue:
            def enqueue(self, name, id):
                increment_counter("queue")
                return redis_mgr.redis.rpush("real_" + name, id)
        """);
    Path file =
        Files.writeString(
            folder.resolve("asks.py"),
            """
            from lib.llm_client import where
            from lib.queue import VconQueue
            from lib.redaction import safe_opts

            def run(vcon_uuid, link_name, opts):
                VconQueue().enqueue(where(), vcon_uuid)
                return vcon_uuid
            """);
    ExecLink link = open(running(file.toString(), "--path", folder.resolve("common").toString()));

    assertThat(link.apply(document().vcon(), CONTEXT).routes()).containsExactly("real_list");
  }

  @Test
  void older_names_are_given_to_a_link_as_current_ones() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("names.py"),
            """
            from lib.vcon_redis import VconRedis

            def run(vcon_uuid, link_name, opts):
                vcon = VconRedis().get_vcon(vcon_uuid)
                vcon.vcon_dict["x_names"] = ",".join(vcon.attachments[0])
                VconRedis().store_vcon(vcon)
                return vcon_uuid
            """);
    Vcon vcon =
        document()
            .with("attachments", "[{\"type\": \"a\", \"mimetype\": \"b/c\", \"body\": \"d\"}]")
            .vcon();

    assertThat(names(file, vcon)).isEqualTo("purpose,mediatype,body");
    assertThat(names(file, vcon, "--names", "as-given")).isEqualTo("type,mimetype,body");
  }

  private String names(Path file, Vcon vcon, String... more) throws Exception {
    return open(running(file.toString(), more))
        .apply(vcon, CONTEXT)
        .vcon()
        .tree()
        .get("x_names")
        .asText();
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void who_needs_redis_is_told_how_to_get_there(Mode mode) {
    ExecLink link =
        open(
            "hand_over",
            mode,
            Map.of(
                "to",
                text(SampleVcon.randomId().canonical()),
                "store_first",
                Scripts.plain("true")));

    assertThatThrownBy(() -> link.apply(document().vcon(), CONTEXT))
        .hasMessageContaining("pass_env: [REDIS_URL]");
  }

  @Test
  void another_vcon_is_stored_in_redis_where_that_is_known() throws Exception {
    VconId other = SampleVcon.randomId();
    try (EmbeddedRedis redis = TestRedis.start()) {
      Map<String, String> own =
          Map.of("REDIS_URL", redis.url() + "/0", "PATH", System.getenv("PATH"));
      ExecLink link =
          open(
              running(resource("hand_over"))
                  .persistent(1)
                  .daemonEnvironment(own)
                  .with("pass_env", list("REDIS_URL"))
                  .with(
                      "options",
                      Map.of("to", text(other.canonical()), "store_first", Scripts.plain("true"))));
      LinkResult result = link.apply(document().vcon(), CONTEXT);

      assertThat(result).isInstanceOf(LinkResult.Swap.class);
      assertThat(ask(redis.port(), "GET vcon:" + other.canonical()))
          .contains("\"uuid\": \"" + other.canonical());
      assertThat(ask(redis.port(), "TTL vcon:" + other.canonical())).startsWith(":");
    }
  }

  private static String ask(int port, String command) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @Test
  void a_link_that_is_none_is_named() throws Exception {
    Path broken = Files.writeString(folder.resolve("broken.py"), "import no_such_module\n");
    Path none = Files.writeString(folder.resolve("none.py"), "x = 1\n");

    assertThatThrownBy(() -> apply(running("/nowhere/my_link")))
        .hasMessageContaining("there is no link at /nowhere/my_link");
    assertThatThrownBy(() -> apply(running(broken.toString()).persistent(1)))
        .hasMessageContaining("cannot be imported: ModuleNotFoundError: No module named");
    assertThatThrownBy(() -> apply(running(none.toString()))).hasMessageContaining("no run()");
  }

  private void apply(Scripts scripts) throws Exception {
    var _ = open(scripts).apply(document().vcon(), CONTEXT);
  }
}
