package dev.vcond.cli.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What shells and man get of a command line that has one of everything. */
final class ShellTextTest {
  @Command(
      name = "tool",
      description = "Tells what's what.",
      subcommands = {Deep.class, Secret.class})
  static final class Tool {}

  @Command(name = "deep", description = "Goes down.", subcommands = Dive.class)
  static final class Deep {}

  @Command(
      name = "dive",
      description = {"Dives: far.", ".not a macro, a back\\slash"},
      footer = "  tool deep dive x")
  @SuppressWarnings("UnusedVariable") // nobody runs it
  static final class Dive {
    @Option(
        names = {"-f", "--file"},
        paramLabel = "FILE",
        description = "A [file]: it's read.")
    private Path file = Path.of("");

    @Option(names = "--kind", paramLabel = "KIND", description = "Which.")
    private Kind kind = Kind.RED;

    @Option(names = "--hidden", hidden = true)
    private boolean hidden;

    @Parameters(paramLabel = "ID", arity = "0..*")
    private List<String> ids = List.of();
  }

  @Command(name = "secret", hidden = true)
  static final class Secret {}

  enum Kind {
    RED,
    BLUE
  }

  private static final CommandSpec TOOL = new CommandLine(new Tool()).getCommandSpec();

  @TempDir private Path folder;

  @Test
  void the_page_has_every_command_that_is_shown_with_its_options_and_examples() {
    String page =
        ManText.of(
            TOOL, "tool 1", Map.of("3", "Nothing."), Map.of("FILES", List.of(entry("a", "b"))));

    assertThat(page)
        .startsWith(".TH \"TOOL\" \"1\" \"\" \"tool 1\" \"\"\n")
        .contains(
            ".SH \"NAME\"\ntool \\- tells what's what\n",
            ".SS \"tool deep dive [OPTION...] [ID...]\"\n",
            "\\&.not a macro, a back\\eslash\n",
            ".B \"\\-f=FILE, \\-\\-file=FILE\"\nA [file]: it's read.\n",
            ".nf\n    tool deep dive x\n.fi\n",
            ".SH \"EXIT STATUS\"\n.TP\n.B \"3\"\nNothing.\n",
            ".SH \"FILES\"\n.TP\n.B \"a\"\nb\n")
        .doesNotContain("secret", "hidden");
  }

  private static ManText.Entry entry(String term, String about) {
    return new ManText.Entry(term, about);
  }

  @Test
  void zsh_gets_a_function_for_each_command() throws Exception {
    String script = ZshCompletion.of(TOOL);

    assertThat(script)
        .startsWith("#compdef tool\n")
        .contains(
            "        deep) _tool_deep ;;",
            "        'dive:Dives'\n",
            "'(-f --file)'{-f,--file=}'[A \\[file\\]]:FILE:_files'",
            "'--kind=[Which]:KIND:(RED BLUE)'",
            "'*:ID: '")
        .doesNotContain("secret", "hidden");
    isUnderstood("zsh", script);
  }

  @Test
  void fish_gets_a_line_for_each_command_and_option() throws Exception {
    String script = FishCompletion.of(TOOL);

    assertThat(script)
        .contains(
            "complete -c tool -n '__tool_exactly tool' -a deep -d 'Goes down'\n",
            "complete -c tool -n '__tool_at tool deep dive' -s f -l file -r -F -d 'A [file]'\n",
            "complete -c tool -n '__tool_at tool deep dive' -l kind -x -a 'RED BLUE' -d 'Which'\n")
        .doesNotContain("secret", "hidden");
    isUnderstood("fish", script);
  }

  /** By the shell itself, where it is installed. */
  private void isUnderstood(String shell, String script) throws Exception {
    if (Stream.of("/bin", "/usr/bin").noneMatch(bin -> Files.isExecutable(Path.of(bin, shell)))) {
      return;
    }
    Path file = Files.writeString(folder.resolve(shell), script);
    Process process =
        new ProcessBuilder(shell, "-n", file.toString()).redirectErrorStream(true).start();
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).isEmpty();
    assertThat(process.waitFor()).isZero();
  }
}
