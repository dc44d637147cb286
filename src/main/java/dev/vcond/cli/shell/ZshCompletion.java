package dev.vcond.cli.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The completion script for zsh: a function for each command. Stateless. */
public final class ZshCompletion {
  private final StringBuilder script = new StringBuilder();

  private ZshCompletion() {}

  /** For a command and all below it. */
  public static String of(CommandSpec main) {
    var completion = new ZshCompletion();
    completion.all(new Shown(main));
    return completion.script.toString();
  }

  private void all(Shown main) {
    line("#compdef " + main.name());
    line("# zsh completion for " + main.name() + "; made by `" + main.name() + " completion zsh`");
    function(main);
    // As a file of $fpath it is called when it is first needed; sourced, it only registers.
    line("if [[ $funcstack[1] == " + function(main.path()) + " ]]; then");
    line("  " + function(main.path()) + " \"$@\"");
    line("else");
    line("  compdef " + function(main.path()) + " " + main.name());
    line("fi");
  }

  private static String function(String path) {
    return "_" + path.replace(' ', '_');
  }

  private void function(Shown command) {
    List<Shown> below = command.commands();
    line("");
    line(function(command.path()) + "() {");
    if (below.isEmpty()) {
      line("  _arguments -s -S " + String.join(" \\\n    ", arguments(command)));
    } else {
      line("  local line state");
      List<String> all = new ArrayList<>(arguments(command));
      all.add("'1: :->command'");
      all.add("'*:: :->arguments'");
      line("  _arguments -C " + String.join(" \\\n    ", all));
      line("  case $state in");
      line("    command)");
      line("      local -a commands=(");
      below.forEach(each -> line("        " + quoted(escaped(each.name()) + ":" + each.summary())));
      line("      )");
      line("      _describe command commands ;;");
      line("    arguments)");
      line("      case $line[1] in");
      below.forEach(
          each -> line("        %s) %s ;;".formatted(each.name(), function(each.path()))));
      line("      esac ;;");
      line("  esac");
    }
    line("}");
    below.forEach(this::function);
  }

  private static List<String> arguments(Shown command) {
    List<String> all = new ArrayList<>();
    command.options().forEach(option -> all.add(option(option)));
    if (command.commands().isEmpty()) {
      command.parameters().forEach(parameter -> all.add(parameter(parameter)));
    }
    return all;
  }

  private static String option(OptionSpec option) {
    List<String> names = Arrays.asList(option.names());
    boolean takesValue = Shown.takesValue(option);
    String says = "[" + escaped(Shown.summary(option)) + "]";
    String value = takesValue ? ":" + escaped(option.paramLabel()) + ":" + values(option) : "";
    String repeated = option.isMultiValue() ? "*" : "";
    if (names.size() == 1) {
      return quoted(repeated + named(names.getFirst(), takesValue) + says + value);
    }
    String others = repeated.isEmpty() ? "(" + String.join(" ", names) + ")" : repeated;
    return "%s{%s}%s"
        .formatted(
            quoted(others),
            String.join(",", names.stream().map(name -> named(name, takesValue)).toList()),
            quoted(says + value));
  }

  /** Picocli takes {@code --name=value} and {@code --name value}. */
  private static String named(String name, boolean takesValue) {
    return takesValue && name.startsWith("--") ? name + "=" : name;
  }

  private static String parameter(PositionalParamSpec parameter) {
    boolean many = parameter.isMultiValue();
    String place = many ? "*" : String.valueOf(parameter.index().min() + 1);
    String optional = parameter.arity().min() == 0 && !many ? "::" : ":";
    return quoted(place + optional + escaped(parameter.paramLabel()) + ":" + values(parameter));
  }

  private static String values(ArgSpec argument) {
    if (Shown.takesFile(argument)) {
      return "_files";
    }
    List<String> candidates = Shown.candidates(argument);
    return candidates.isEmpty() ? " " : "(" + String.join(" ", candidates) + ")";
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private void line(String text) {
    script.append(text).append('\n');
  }
}
