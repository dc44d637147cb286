package dev.vcond.cli.shell;

import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The completion script for fish. Stateless. */
public final class FishCompletion {
  private final StringBuilder script = new StringBuilder();

  private FishCompletion() {}

  /** For a command and all below it. */
  public static String of(CommandSpec main) {
    var completion = new FishCompletion();
    completion.begin(new Shown(main));
    return completion.script.toString();
  }

  private void begin(Shown main) {
    line(
        "# fish completion for " + main.name() + "; made by `" + main.name() + " completion fish`");
    // Words before the cursor that are no options: the command, as far as it goes.
    function(main, "at", "-ge");
    function(main, "exactly", "-eq");
    line("complete -c " + main.name() + " -f");
    command(main, main);
  }

  private void function(Shown main, String name, String comparison) {
    line("function __" + main.name() + "_" + name);
    line("  set -l words (string match -v -- '-*' (commandline -opc))");
    line("  test (count $words) " + comparison + " (count $argv); or return 1");
    line("  test \"$words[1..\"(count $argv)\"]\" = \"$argv\"");
    line("end");
  }

  private void command(Shown main, Shown command) {
    String at = " -n '__%s_at %s' ".formatted(main.name(), command.path());
    List<Shown> below = command.commands();
    String only = " -n '__%s_exactly %s' ".formatted(main.name(), command.path());
    below.forEach(each -> complete(main, only + "-a " + each.name() + says(each.summary())));
    command.options().forEach(option -> complete(main, at + option(option)));
    command
        .parameters()
        .forEach(parameter -> {
          if (Shown.takesFile(parameter)) {
            complete(main, at + "-F");
          } else if (!Shown.candidates(parameter).isEmpty()) {
            complete(main, at + "-a " + quoted(String.join(" ", Shown.candidates(parameter))));
          }
        });
    below.forEach(each -> command(main, each));
  }

  private static String option(OptionSpec option) {
    StringBuilder names = new StringBuilder();
    for (String name : option.names()) {
      names.append(name.startsWith("--") ? "-l " : "-s ").append(name.replaceFirst("^-+", ""));
      names.append(' ');
    }
    return names.toString().strip() + value(option) + says(Shown.summary(option));
  }

  private static String value(OptionSpec option) {
    if (!Shown.takesValue(option)) {
      return "";
    }
    return Shown.takesFile(option) ? " -r -F" : " -x" + values(option);
  }

  private static String values(ArgSpec argument) {
    List<String> candidates = Shown.candidates(argument);
    return candidates.isEmpty() ? "" : " -a " + quoted(String.join(" ", candidates));
  }

  private static String says(String summary) {
    return summary.isEmpty() ? "" : " -d " + quoted(summary);
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private void complete(Shown main, String rest) {
    line("complete -c " + main.name() + rest);
  }

  private void line(String text) {
    script.append(text).append('\n');
  }
}
