package dev.vcond.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The README and the manual name the commands that there are. */
final class ReadmeCommandsTest {
  private static final CommandLine VCOND = Main.commandLine(Caller.ofThisProcess());

  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"));
  }

  private static String everything() throws IOException {
    return readme()
        + Arrays.stream(ManualPage.values()).map(ManualPage::text).collect(Collectors.joining());
  }

  /** Commands as they are called, such as {@code dlq replay}. */
  private static Set<String> commands() {
    Set<String> commands = new TreeSet<>();
    VCOND
        .getSubcommands()
        .forEach((name, command) -> {
          if (!command.getCommandSpec().usageMessage().hidden()) {
            commands.add(name);
          }
          command.getSubcommands().keySet().forEach(below -> commands.add(name + " " + below));
        });
    return commands;
  }

  @Test
  void every_command_is_in_the_readme_with_an_example() throws IOException {
    String readme = readme();

    assertThat(commands())
        .allSatisfy(command -> assertThat(readme).containsPattern("`vcond " + command + "\\b"));
  }

  @Test
  void they_name_no_command_and_no_option_that_is_not_there() throws IOException {
    Set<MatchResult> calls =
        Pattern.compile("\\bvcond ((?:dlq )?[a-z]+)((?: [^`|#\n]*)?)")
            .matcher(everything().replaceAll("(?s)```.*?```", ""))
            .results()
            .filter(call -> VCOND.getSubcommands().containsKey(call.group(1).split(" ", -1)[0]))
            .collect(Collectors.toSet());

    assertThat(calls).hasSizeGreaterThan(10);
    for (MatchResult call : calls) {
      CommandLine command = VCOND;
      for (String name : call.group(1).split(" ", -1)) {
        command = command.getSubcommands().get(name);
        assertThat(command).as(call.group()).isNotNull();
      }
      Set<String> options = command.getCommandSpec().optionsMap().keySet();
      Pattern.compile("--[a-z-]+")
          .matcher(call.group(2))
          .results()
          .forEach(option -> assertThat(options).as(call.group()).contains(option.group()));
    }
  }

  @Test
  void every_exit_code_is_explained() throws IOException {
    assertThat(readme()).contains("| Exit code | Meaning |");
    for (ExitCode exit : ExitCode.values()) {
      assertThat(readme()).containsPattern("\n\\| " + exit.code() + " \\| [A-Z]");
    }
  }
}
