package dev.vcond.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What every command that is shown has in common. */
final class CommandHelpTest {
  /** They answer with a text, or not at all. */
  private static final Set<String> WITHOUT_JSON = Set.of("run", "dlq", "help", "man", "completion");

  record Named(String path, CommandLine command) {
    @Override
    public String toString() {
      return path;
    }

    List<String> examples() {
      return Arrays.stream(command.getCommandSpec().usageMessage().footer())
          .map(String::strip)
          .toList();
    }
  }

  static Stream<Named> commands() {
    return below(Main.commandLine(Caller.ofThisProcess()));
  }

  private static Stream<Named> below(CommandLine command) {
    return command.getSubcommands().values().stream()
        .filter(each -> !each.getCommandSpec().usageMessage().hidden())
        .flatMap(each ->
            Stream.concat(
                Stream.of(new Named(each.getCommandSpec().qualifiedName(), each)), below(each)));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void its_help_has_examples_that_the_command_line_takes(Named command) {
    assertThat(command.examples())
        .isNotEmpty()
        .allSatisfy(example -> {
          String call = example.replaceFirst("^.*?(?=\\bvcond )", "").replaceFirst(" +[|>#].*", "");
          List<String> words = List.of(call.split(" +", -1));
          assertThat(call).startsWith(command.path());
          assertThatCode(() ->
                  Main.commandLine(Caller.ofThisProcess())
                      .parseArgs(words.subList(1, words.size()).toArray(String[]::new)))
              .doesNotThrowAnyException();
        });
  }

  @ParameterizedTest
  @MethodSource("commands")
  void it_answers_with_json_if_it_answers_with_facts(Named command) {
    boolean json = command.command().getCommandSpec().findOption("--json") != null;

    assertThat(json).isNotEqualTo(WITHOUT_JSON.contains(command.command().getCommandName()));
  }
}
