package dev.vcond.link.exec;

import static dev.vcond.link.exec.Scripts.CONTEXT;
import static dev.vcond.link.exec.Scripts.command;
import static dev.vcond.link.exec.Scripts.list;
import static dev.vcond.link.exec.Scripts.plain;
import static dev.vcond.link.exec.Scripts.sh;
import static dev.vcond.link.exec.Scripts.text;
import static dev.vcond.testkit.SampleVcon.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.vcond.config.ConfigProblem;
import dev.vcond.link.LinkResult;
import dev.vcond.process.UnusableProgram;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.vcon.Vcon;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program for one vCon is given, and what its answers mean. */
@Timeout(60)
final class ExecLinkTest {
  private static final Vcon VCON = document().vcon();
  private static final String TAKE = "cat >/dev/null\n";

  @TempDir private Path folder;

  private LinkResult run(String lines) throws Exception {
    try (ExecLink link = sh(folder, lines).open()) {
      return link.apply(VCON, CONTEXT);
    }
  }

  private LinkResult answer(String envelope) throws Exception {
    Files.writeString(folder.resolve("envelope"), envelope);
    try (ExecLink link = sh(folder, TAKE + "cat envelope").with("answer", "envelope").open()) {
      return link.apply(VCON, CONTEXT);
    }
  }

  @Test
  void what_it_writes_is_the_document() throws Exception {
    LinkResult result = run("sed 's/invoice/receipt/'");

    assertThat(result).isInstanceOf(LinkResult.Continue.class);
    assertThat(result.vcon().changed()).isTrue();
    assertThat(result.vcon().subject()).hasValue("A question about an receipt");
    assertThat(result.vcon().id()).isEqualTo(VCON.id());
  }

  @Test
  void a_document_that_it_gives_back_is_the_very_same() throws Exception {
    assertThat(run("cat").vcon()).isSameAs(VCON);
    assertThat(run("echo; cat; printf '\\n\\t \\n'").vcon()).isSameAs(VCON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "cat >/dev/null", "cat >/dev/null; printf ' \\n\\t\\r\\n'"})
  void nothing_halts(String lines) throws Exception {
    assertThat(run(lines))
        .isEqualTo(new LinkResult.Halt(VCON, "no_output", "sh gave nothing back", List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "1, false",
    "2, false",
    "3, false",
    "65, false",
    "75, true",
    "126, false",
    "255, false"
  })
  void another_exit_code_is_a_failure_with_the_last_line(int code, boolean temporary) {
    Throwable fault =
        catchThrowable(
            () -> run("cat; echo first >&2; printf 'the \\033reason\\n \\n' >&2; exit " + code));

    assertThat(fault)
        .hasMessageContaining("sh ")
        .hasMessageContaining("exit code " + code)
        .hasMessageEndingWith(": the ?reason");
    assertThat(Failures.isTemporary(fault)).isEqualTo(temporary);
  }

  @Test
  void one_that_was_killed_may_work_the_next_time() {
    Throwable fault = catchThrowable(() -> run("kill -9 $$"));

    assertThat(fault).hasMessageContaining("was killed by signal 9").hasMessageContaining("said");
    assertThat(Failures.isTemporary(fault)).isTrue();
  }

  @Test
  void what_is_no_document_is_refused_with_its_place() {
    assertThatThrownBy(() -> run("head -c 50"))
        .hasMessageContaining("the vCon that sh wrote is not JSON at line 1, column ");
    assertThatThrownBy(() -> run("cat; echo done")).hasMessageContaining("not JSON at line ");
    assertThatThrownBy(() -> run("echo '[]'")).hasMessageContaining("not JSON at line 1, column 1");
    assertThatThrownBy(() -> run("printf '\\377\\376'")).hasMessageContaining("not JSON");
  }

  @Test
  void another_vcon_is_refused() {
    assertThatThrownBy(
            () -> run("echo '{\"uuid\": \"" + SampleVcon.randomId().canonical() + "\"}'"))
        .hasMessageContaining("not the vCon that it was given")
        .hasMessageContaining(VCON.id().canonical())
        .hasMessageContaining("swap");
    assertThatThrownBy(() -> run("echo '{\"status\": \"ok\"}'")).hasMessageContaining("no uuid");
  }

  @Test
  void an_envelope_says_what_is_to_be_done() throws Exception {
    assertThat(answer("{}")).isEqualTo(new LinkResult.Continue(VCON, List.of()));
    assertThat(answer("{\"routes\": [\"a\", \"b\"]}"))
        .isEqualTo(new LinkResult.Continue(VCON, List.of("a", "b")));
    assertThat(answer("{\"halt\": \"not\\nwanted\", \"routes\": [\"a\"]}"))
        .isEqualTo(new LinkResult.Halt(VCON, "not_wanted", "not wanted", List.of("a")));
    assertThat(answer("{\"halt\": true}"))
        .isEqualTo(new LinkResult.Halt(VCON, "sh_halted_it", "sh halted it", List.of()));
    var other = SampleVcon.randomId();
    assertThat(answer("{\"swap\": \"" + other.canonical() + "\"}"))
        .isEqualTo(new LinkResult.Swap(VCON, other, List.of()));
    String changed = VCON.text().replace("invoice", "receipt");
    LinkResult result = answer("{\"vcon\": " + changed + ", \"halt\": \"so\"}");
    assertThat(result).isInstanceOf(LinkResult.Halt.class);
    assertThat(result.vcon().subject()).hasValue("A question about an receipt");
    assertThat(answer("{\"vcon\":" + VCON.text() + "}").vcon()).isSameAs(VCON);
  }

  @Test
  void an_envelope_may_say_that_it_failed() {
    Throwable failed = catchThrowable(() -> answer("{\"error\": \"no model\"}"));
    assertThat(failed).hasMessage("no model");
    assertThat(Failures.isTemporary(failed)).isFalse();
    assertThat(
            Failures.isTemporary(
                catchThrowable(() -> answer("{\"error\": \"busy\", \"temporary\": true}"))))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "''                               | is no JSON object",
        "[]                               | is no JSON object",
        "{\"halt\":                       | is not JSON at byte ",
        "{} {}                            | is more than one",
        "{\"hlat\": true}                 | unknown member \"hlat\"",
        "{\"vcon\": null}                 | a vcon that is no object",
        "{\"vcon\": \"x\"}                | a vcon that is no object",
        "{\"swap\": \"x\"}                | no uuid",
        "{\"halt\": false}                | `halt` that is no text",
        "{\"routes\": \"a\"}              | routes that are no list",
        "{\"routes\": [1]}                | `routes` that is no text",
        "{\"routes\": [\"DLQ:x\"]}        | cannot be a list",
        "{\"error\": \"x\", \"halt\": \"y\"} | beside something",
        "{\"temporary\": true}            | without `error`",
        "{\"id\": \"7\"}                  | not the number",
      })
  void an_envelope_that_is_none_is_refused(String envelope, String expected) {
    assertThatThrownBy(() -> answer(envelope.equals("''") ? "" : envelope))
        .hasMessageStartingWith("the answer of sh ")
        .hasMessageContaining(expected);
  }

  @Test
  void numbers_and_texts_that_it_did_not_touch_keep_their_text() throws Exception {
    Vcon vcon = document().with("x_numbers", "[0.10, 1e2, 9007199254740993, \"\\u00e9\"]").vcon();
    try (ExecLink link =
        Scripts.python(
                folder,
                """
                import json, sys
                vcon = json.load(sys.stdin)
                vcon["subject"] = "new"
                json.dump(vcon, sys.stdout, ensure_ascii=False)
                """)
            .open()) {
      Vcon left = link.apply(vcon, CONTEXT).vcon();
      assertThat(left.subject()).hasValue("new");
      assertThat(left.text()).contains("[0.10,1e2,9007199254740993,\"\\u00e9\"]");
    }
  }

  @Test
  void it_learns_where_it_is_from_its_environment() throws Exception {
    Map<String, String> daemon =
        Map.of(
            "REDIS_URL", "redis://:hunter2@redis",
            "API_KEY", "hunter2",
            "PATH", System.getenv("PATH"),
            "LANG", "C.UTF-8");
    try (ExecLink link =
        sh(folder, "env >variables; cat")
            .daemonEnvironment(daemon)
            .with("env", Map.of("MODEL", text("small")))
            .with("pass_env", list("API_KEY", "NOT_SET"))
            .with(
                "options",
                Map.of("a", plain("1.50"), "b", text("1"), "c", plain("true"), "d", list("x")))
            .open()) {
      link.apply(VCON, CONTEXT);
    }
    Map<String, String> variables = variables();

    assertThat(variables)
        .containsEntry("VCON_UUID", VCON.id().canonical())
        .containsEntry("VCON_SIZE", Integer.toString(VCON.size()))
        .containsEntry("VCOND_CHAIN", "main")
        .containsEntry("VCOND_STEP", "mine")
        .containsEntry("VCOND_LIST", "default")
        .containsEntry("VCOND_MODE", "one_shot")
        .containsEntry("VCOND_ANSWER", "vcon")
        .containsEntry("MODEL", "small")
        .containsEntry("API_KEY", "hunter2")
        .containsEntry("LANG", "C.UTF-8");
    assertThat(variables.get("VCOND_OPTIONS"))
        .contains("\"a\":1.50", "\"b\":\"1\"", "\"c\":true", "\"d\":[\"x\"]");
    assertThat(variables).doesNotContainKeys("REDIS_URL", "NOT_SET");
    assertThat(variables.keySet())
        .isSubsetOf(
            Set.of(
                "VCON_UUID",
                "VCON_SIZE",
                "VCOND_CALL",
                "VCOND_CHAIN",
                "VCOND_STEP",
                "VCOND_LIST",
                "VCOND_MODE",
                "VCOND_ANSWER",
                "VCOND_OPTIONS",
                "MODEL",
                "API_KEY",
                "LANG",
                "PATH",
                "PWD",
                "OLDPWD",
                "SHLVL",
                "_"));
  }

  private Map<String, String> variables() throws Exception {
    return Files.readAllLines(folder.resolve("variables")).stream()
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  @Test
  void what_it_was_entrusted_with_is_not_shown() {
    Scripts link =
        sh(folder, TAKE + "echo \"refused: $KEY $TOKEN\" >&2; exit 1")
            .daemonEnvironment(Map.of("KEY", "hunter2hunter2", "PATH", System.getenv("PATH")))
            .with("env", Map.of("TOKEN", text("swordfish")))
            .with("pass_env", list("KEY"));

    assertThatThrownBy(() -> link.open().apply(VCON, CONTEXT))
        .hasMessageEndingWith("refused: *** ***");
  }

  @Test
  void a_program_that_cannot_be_run_is_named_when_the_link_is_opened() throws Exception {
    Path file = Files.writeString(folder.resolve("link"), "#!/bin/sh\n");

    assertThatThrownBy(() -> ExecLink.open(command("no-such-program").options(), System.getenv()))
        .isInstanceOf(UnusableProgram.class)
        .hasMessageContaining("no-such-program")
        .hasMessageContaining("Install it");
    assertThatThrownBy(() -> ExecLink.open(command(file.toString()).options(), System.getenv()))
        .isInstanceOf(UnusableProgram.class)
        .hasMessageContaining("chmod a+x");
  }

  @Test
  void a_program_that_goes_away_is_named_when_it_is_called() throws Exception {
    for (String mode : List.of("one_shot", "persistent")) {
      Path file = Files.writeString(folder.resolve("link"), "#!/bin/sh\ncat\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
      try (ExecLink link = command(file.toString()).with("mode", mode).open()) {
        Files.delete(file);
        assertThatThrownBy(() -> link.apply(VCON, CONTEXT))
            .hasMessageContaining("There is no program " + file);
      }
    }
  }

  @Test
  void options_that_cannot_work_are_refused() {
    assertThat(keys(command())).containsExactly("options.command");
    assertThat(keys(command("sh -c x"))).containsExactly("options.command");
    assertThat(keys(command("sh").with("mode", "fast"))).containsExactly("options.mode");
    assertThat(keys(command("sh").with("processes", "0"))).containsExactly("options.processes");
    assertThat(keys(command("sh").with("max_output", "3GB"))).containsExactly("options.max_output");
    assertThat(keys(command("sh").with("pass_env", "A=B"))).containsExactly("options.pass_env");
    assertThat(keys(command("sh").with("env", Map.of("VCOND_STEP", text("x")))))
        .containsExactly("options.env.VCOND_STEP");
    assertThat(keys(command("sh").with("options", Map.of("x", text("y".repeat(130_000))))))
        .containsExactly("options.options");
    assertThat(keys(command("sh").with("processes", "4"))).containsExactly("options.processes");
    assertThat(keys(command("sh").persistent(4).with("answer", "vcon")))
        .containsExactly("options.answer");
    assertThat(keys(command("sh").persistent(4).with("answer", "envelope"))).isEmpty();
    assertThat(keys(command("sh").persistent(4))).isEmpty();
  }

  private static List<String> keys(Scripts link) {
    return link.problems().list().stream().map(ConfigProblem::key).toList();
  }
}
