package dev.vcond.storage.exec;

import static dev.vcond.storage.exec.ExecOptionsBuilder.command;
import static dev.vcond.storage.exec.ExecOptionsBuilder.script;
import static dev.vcond.testkit.SampleVcon.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.vcond.config.InvalidOption;
import dev.vcond.storage.DocumentFault;
import dev.vcond.storage.FaultClass;
import dev.vcond.storage.ServiceFault;
import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageReader;
import dev.vcond.testkit.SampleVcon;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program is given, and what its answers mean. */
final class ExecStorageTest {
  private static final Vcon VCON = document().vcon();
  private static final String TAKE = "cat >/dev/null\n";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "1, TRANSIENT",
    "2, TRANSIENT",
    "3, SERVICE",
    "64, SERVICE",
    "65, DOCUMENT",
    "66, TRANSIENT",
    "75, SERVICE",
    "126, SERVICE",
    "127, SERVICE",
    "255, TRANSIENT"
  })
  void the_exit_code_of_a_save_says_what_is_wrong(int code, FaultClass expected) {
    Storage storage = script(folder, TAKE + "echo the reason >&2; exit " + code).open();
    Throwable fault = catchThrowable(() -> storage.save(VCON));

    assertThat(FaultClass.of(fault)).isEqualTo(expected);
    assertThat(fault)
        .hasMessageContaining("sh save")
        .hasMessageContaining("exit code " + code)
        .hasMessageContaining("the reason");
  }

  @Test
  void a_program_that_was_killed_may_work_the_next_time() {
    Throwable fault = catchThrowable(() -> script(folder, "kill -9 $$").open().save(VCON));

    assertThat(FaultClass.of(fault)).isEqualTo(FaultClass.TRANSIENT);
    assertThat(fault).hasMessageContaining("was killed by signal 9").hasMessageContaining("said");
  }

  @Test
  void not_there_is_an_answer_to_get_and_delete_and_only_there() throws Exception {
    ExecStorage storage = script(folder, TAKE + "exit 3").openWhole();

    assertThat(storage.get(VCON.id())).isEmpty();
    assertThat(storage.delete(VCON.id())).isFalse();
    assertThatThrownBy(() -> storage.save(VCON))
        .isInstanceOf(ServiceFault.class)
        .hasMessageContaining("no place to store into");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 65, 75})
  void a_get_or_delete_that_fails_is_never_taken_for_not_there(int code) {
    ExecStorage storage = script(folder, "echo '{}'; exit " + code).openWhole();

    assertThatThrownBy(() -> storage.get(VCON.id())).hasMessageContaining("exit code " + code);
    assertThatThrownBy(() -> storage.delete(VCON.id())).hasMessageContaining("exit code " + code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "true", "echo OK", "echo '[]'", "printf '{\"uuid\": \"1'", "echo '}'"})
  void what_is_no_document_is_not_given_out_as_one(String lines) {
    assertThatThrownBy(() -> script(folder, lines).openWhole().get(VCON.id()))
        .isInstanceOf(ServiceFault.class)
        .hasMessageContaining("no JSON object")
        .hasMessageContaining("end with 3");
  }

  @Test
  void the_reason_is_the_last_line_without_controls_and_with_an_end() {
    Storage storage =
        script(
                folder,
                TAKE
                    + "printf 'Traceback:\\n  somewhere\\nError: \\033[31mred\\tand' >&2\n"
                    + "head -c 1000 /dev/zero | tr '\\0' x >&2; printf '\\n \\n' >&2; exit 65")
            .open();

    assertThatThrownBy(() -> storage.save(VCON))
        .isInstanceOf(DocumentFault.class)
        .message()
        .contains("Error: ?[31mred and")
        .doesNotContain("Traceback", "\033", "\n")
        .endsWith("xxx...")
        .hasSizeLessThan(500);
  }

  @Test
  void what_the_program_was_entrusted_with_is_not_shown() {
    Storage storage =
        script(folder, TAKE + "echo \"refused: $TOKEN\" >&2; exit 75")
            .env("TOKEN", "hunter2hunter2")
            .open();

    assertThatThrownBy(() -> storage.save(VCON)).hasMessageEndingWith("refused: ***");
  }

  @Test
  void arguments_reach_the_program_as_they_are_written_and_no_shell_reads_them() throws Exception {
    String script = "for word in \"$@\"; do printf '<%s>\\n' \"$word\" >>words; done";
    Path program = Files.writeString(folder.resolve("program.sh"), script);
    VconId upper = SampleVcon.id("ABCDEF01-2345-4678-9ABC-DEF012345678");
    command(
            "sh",
            program.toString(),
            "$(touch made)",
            "; touch made",
            "`touch made`",
            "*",
            "",
            "a  b\nc",
            "-n")
        .in(folder)
        .openWhole()
        .delete(upper);

    assertThat(folder.resolve("words"))
        .hasContent(
            """
            <$(touch made)>
            <; touch made>
            <`touch made`>
            <*>
            <>
            <a  b
            c>
            <-n>
            <delete>
            <abcdef01-2345-4678-9abc-def012345678>
            """);
    assertThat(folder.resolve("made")).doesNotExist();
  }

  @Test
  void a_program_learns_about_the_document_from_its_environment() throws Exception {
    Vcon vcon = document().with("subject", "\"one\\ntwo \\u0000 $(id)\"").vcon();
    Storage storage = script(folder, TAKE + "env >variables").open();
    storage.save(vcon);

    assertThat(variables())
        .containsEntry("VCON_UUID", vcon.id().canonical())
        .containsEntry("VCON_STORAGE", "programs")
        .containsEntry("VCON_SIZE", Integer.toString(vcon.size()))
        .containsEntry("VCON_CREATED_AT", "2026-03-14T15:09:26.535+01:00")
        .containsEntry("VCON_SUBJECT", "one two ? $(id)")
        .containsEntry("VCON_STORED_AT", "2026-03-14T15:09:26Z")
        .containsEntry("VCON_STORAGE_VERSION", "1.0");
  }

  @Test
  void a_subject_of_any_length_and_none_at_all_are_no_hindrance() throws Exception {
    Storage storage = script(folder, TAKE + "env >variables").open();
    storage.save(document().with("subject", "\"" + "s".repeat(200_000) + "\"").vcon());
    assertThat(variables().get("VCON_SUBJECT")).startsWith("sss").endsWith("s...");
    storage.save(document().without("subject").without("created_at").vcon());
    assertThat(variables()).doesNotContainKeys("VCON_SUBJECT", "VCON_CREATED_AT");
  }

  @Test
  void nothing_else_of_the_daemons_environment_is_passed_on() throws Exception {
    Map<String, String> daemon =
        Map.of(
            "REDIS_URL", "redis://:hunter2@redis",
            "AWS_SECRET_ACCESS_KEY", "hunter2",
            "LD_PRELOAD", "",
            "PATH", System.getenv("PATH"),
            "HOME", "/home/vcond",
            "LC_ALL", "C",
            "TZ", "Europe/Berlin");
    script(folder, "env >variables")
        .daemonEnvironment(daemon)
        .env("TZ", "UTC")
        .env("GIVEN", "it")
        .openWhole()
        .delete(VCON.id());

    // PWD, SHLVL and _ are of the shell's own making.
    assertThat(variables()).containsEntry("TZ", "UTC").containsEntry("HOME", "/home/vcond");
    assertThat(variables().keySet())
        .isSubsetOf(
            Set.of(
                "PATH",
                "HOME",
                "LC_ALL",
                "TZ",
                "GIVEN",
                "VCON_UUID",
                "VCON_STORAGE",
                "VCOND_CALL",
                "PWD",
                "OLDPWD",
                "SHLVL",
                "_"))
        .contains("GIVEN");
  }

  @Test
  void the_real_environment_of_the_daemon_is_no_other() throws Exception {
    Set<String> others = Set.of("PATH", "HOME", "LANG", "TZ", "PWD", "OLDPWD", "SHLVL", "_");
    List<String> secret =
        System.getenv().keySet().stream()
            .filter(name -> !others.contains(name) && !name.startsWith("LC_"))
            .toList();
    script(folder, "env >variables").openWhole().delete(VCON.id());

    assertThat(secret).isNotEmpty();
    assertThat(variables()).doesNotContainKeys(secret.toArray(String[]::new));
  }

  private Map<String, String> variables() throws Exception {
    return Files.readAllLines(folder.resolve("variables")).stream()
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  @Test
  void a_program_is_found_by_path_from_its_folder_and_on_the_path_that_it_is_given()
      throws Exception {
    Path program = Files.writeString(folder.resolve("store"), "#!/bin/sh\nexit 3\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();

    command("./store").in(folder).open().check();
    command(program.toString()).open().check();
    command("store").env("PATH", "/nowhere:" + folder + ":/bin:/usr/bin").open().check();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nowhere/store", "no-such-program-anywhere"})
  void a_program_that_is_missing_is_named_at_check_and_at_save(String name) {
    Storage storage = command(name).open();

    assertThatThrownBy(storage::check)
        .isInstanceOf(ServiceFault.class)
        .hasMessageContaining("There is no program ")
        .hasMessageContaining(name);
    assertThatThrownBy(() -> storage.save(VCON))
        .isInstanceOf(ServiceFault.class)
        .hasMessageContaining(name.contains(" ") ? "is a list" : "Install it");
  }

  @Test
  void a_program_that_may_not_be_executed_is_named() throws Exception {
    Path program = Files.writeString(folder.resolve("store"), "#!/bin/sh\n");

    assertThatThrownBy(() -> command(program.toString()).open().save(VCON))
        .isInstanceOf(ServiceFault.class)
        .hasMessageContaining(program.toString())
        .hasMessageContaining("chmod a+x");
    assertThatThrownBy(() -> command(folder.toString()).open().save(VCON))
        .isInstanceOf(ServiceFault.class);
  }

  @Test
  void a_program_whose_interpreter_is_missing_is_named() throws Exception {
    Path program = Files.writeString(folder.resolve("store"), "#!/no/such/interpreter\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();

    assertThatThrownBy(() -> command(program.toString()).open().save(VCON))
        .isInstanceOf(ServiceFault.class)
        .hasMessageContaining("could not be run")
        .hasMessageContaining("store");
  }

  @Test
  void a_folder_to_run_in_that_is_missing_is_named() {
    assertThatThrownBy(() -> command("sh").in(folder.resolve("away")).open().check())
        .isInstanceOf(ServiceFault.class)
        .hasMessageContaining("away")
        .hasMessageContaining("working_dir");
  }

  @Test
  void a_check_asks_for_a_document_that_is_not_there() throws Exception {
    script(folder, "[ $1 = get ] && exit 3").open().check();

    assertThatThrownBy(script(folder, "echo '{}'").open()::check)
        .isInstanceOf(ServiceFault.class)
        .hasMessageContaining("that nobody stored");
    assertThatThrownBy(script(folder, "echo broken >&2; exit 1").open()::check)
        .hasMessageContaining("get failed (exit code 1): broken");
  }

  @Test
  void a_program_that_cannot_get_is_not_asked_to() throws Exception {
    Storage storage = script(folder, TAKE + "[ $1 = save ]").verbs(Verb.SAVE).open();
    storage.check();
    storage.save(VCON);

    assertThat(new StorageReader(storage).canRead()).isFalse();
    assertThat(new StorageReader(storage).canDelete()).isFalse();
    storage.close();
  }

  @ParameterizedTest
  @CsvSource({"GET, true, false", "DELETE, false, true"})
  void a_storage_offers_what_its_program_can(Verb verb, boolean reads, boolean deletes)
      throws Exception {
    Storage storage =
        script(folder, TAKE + "[ $1 = get ] && echo '{}' || true").verbs(Verb.SAVE, verb).open();
    var reader = new StorageReader(storage);

    assertThat(reader.canRead()).isEqualTo(reads);
    assertThat(reader.canDelete()).isEqualTo(deletes);
    if (reads) {
      assertThat(reader.get(VCON.id())).hasValueSatisfying(it -> assertThat(it).hasSize(3));
    } else {
      assertThat(reader.delete(VCON.id())).isTrue();
    }
  }

  @Test
  void options_that_cannot_work_are_refused() {
    assertThatThrownBy(command()::options).isInstanceOf(InvalidOption.class);
    assertThatThrownBy(command(" ")::options).isInstanceOf(InvalidOption.class);
    assertThatThrownBy(command("sh -c x")::options)
        .isInstanceOfSatisfying(
            InvalidOption.class, e -> assertThat(e.hint()).isEqualTo("write [sh, -c, x]"));
    assertThatThrownBy(command("sh", "a\0b")::options).isInstanceOf(InvalidOption.class);
    assertThatThrownBy(command("sh").verbs(Verb.GET)::options).isInstanceOf(InvalidOption.class);
    assertThatThrownBy(command("sh").maxOutput("3GB")::options).isInstanceOf(InvalidOption.class);
    for (String name : List.of("A=B", "", "1A", "VCON_UUID")) {
      assertThatThrownBy(command("sh").env(name, "x")::options).isInstanceOf(InvalidOption.class);
    }
    assertThatThrownBy(command("sh").env("A", "hunter2\0")::options)
        .isInstanceOf(InvalidOption.class)
        .hasMessageNotContaining("hunter2");
    assertThatCode(command("sh").env("VCON_MINE", "x")::options).doesNotThrowAnyException();
  }
}
