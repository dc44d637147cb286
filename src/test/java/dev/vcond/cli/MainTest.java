package dev.vcond.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What all commands have in common: help, exit codes and where messages go. */
final class MainTest {
  @Test
  void help_lists_the_commands_and_every_exit_code() {
    Shell.Result help = new Shell().run("--help");

    assertThat(help.exit()).isZero();
    assertThat(help.out()).contains("run", "version");
    for (ExitCode exit : ExitCode.values()) {
      assertThat(help.out()).containsPattern("\n  +" + exit.code() + "  +[A-Z]");
    }
    assertThat(help.out()).doesNotContain("\u001b");
  }

  @Test
  void only_a_terminal_gets_colours_and_only_if_it_wants_them() {
    assertThat(new Shell().onTerminal().run("--help").out()).contains("\u001b");
    assertThat(new Shell().onTerminal().with("NO_COLOR", "1").run("--help").out())
        .doesNotContain("\u001b");
  }

  @Test
  void a_wrong_command_line_is_64_and_says_where_help_is() {
    Shell.Result wrong = new Shell().run("verson");

    assertThat(wrong.exit()).isEqualTo(64);
    assertThat(wrong.err()).startsWith("vcond: ").contains("'verson'", "version", "vcond --help");
    assertThat(wrong.out()).isEmpty();
    assertThat(new Shell().run().exit()).isEqualTo(64);
    assertThat(new Shell().run("version", "--nonsense").exit()).isEqualTo(64);
  }

  @Test
  void the_version_is_one_line_or_one_object() {
    assertThat(new Shell().run("version").out()).matches("vcond .+, Java 2\\d.*\n");
    assertThat(new Shell().run("version", "--json").out())
        .matches("\\{\"vcond\":\".+\",\"java\":\".+\"}\n");
  }

  @Test
  void an_answer_that_could_not_be_written_is_no_success() {
    var full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    var err = new ByteArrayOutputStream();
    var caller =
        new Caller(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(full, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            Map.of(),
            false);

    assertThat(Main.commandLine(caller).execute("version")).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("standard output could not be written");
  }
}
