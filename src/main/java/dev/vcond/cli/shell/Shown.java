package dev.vcond.cli.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A command as it is shown to people: without what is hidden. */
record Shown(CommandSpec spec) {

  String name() {
    return spec.name();
  }

  /** With those that it hangs below, such as {@code vcond dlq replay}. */
  String path() {
    return spec.qualifiedName();
  }

  /** What it does, paragraph by paragraph. */
  List<String> description() {
    return plain(spec.usageMessage().description());
  }

  /** Its first sentence, without the full stop. */
  String summary() {
    return firstSentence(description());
  }

  List<String> examples() {
    return plain(spec.usageMessage().footer());
  }

  List<Shown> commands() {
    return spec.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(command -> !command.usageMessage().hidden())
        .map(Shown::new)
        .toList();
  }

  /** This one and all below it that do something, in the order of their help. */
  List<Shown> leaves() {
    List<Shown> below = commands();
    if (below.isEmpty()) {
      return List.of(this);
    }
    return below.stream().flatMap(command -> command.leaves().stream()).toList();
  }

  List<OptionSpec> options() {
    return spec.options().stream().filter(option -> !option.hidden()).toList();
  }

  List<PositionalParamSpec> parameters() {
    return spec.positionalParameters().stream().filter(parameter -> !parameter.hidden()).toList();
  }

  /** How it is called, its options left out. */
  String synopsis() {
    var words = new ArrayList<String>(List.of(path()));
    if (!options().isEmpty()) {
      words.add("[OPTION...]");
    }
    for (PositionalParamSpec parameter : parameters()) {
      String more = parameter.isMultiValue() ? "..." : "";
      boolean optional = parameter.arity().min() == 0;
      words.add(
          optional ? "[" + parameter.paramLabel() + more + "]" : parameter.paramLabel() + more);
    }
    return String.join(" ", words);
  }

  static boolean takesValue(OptionSpec option) {
    return option.arity().max() > 0;
  }

  static boolean takesFile(ArgSpec argument) {
    return argument.typeInfo().getType() == Path.class
        || argument.typeInfo().getAuxiliaryTypes()[0] == Path.class;
  }

  /** The values that it may have, if they are known. */
  static List<String> candidates(ArgSpec argument) {
    Iterable<String> known = argument.completionCandidates();
    return known == null ? List.of() : StreamSupport.stream(known.spliterator(), false).toList();
  }

  static List<String> description(ArgSpec argument) {
    return plain(argument.description());
  }

  static String summary(ArgSpec argument) {
    return firstSentence(description(argument));
  }

  private static String firstSentence(List<String> text) {
    return text.isEmpty() ? "" : text.getFirst().replaceFirst("[.;:] .*|\\.$", "");
  }

  /** Without picocli's markup and its line breaks. */
  private static List<String> plain(String[] texts) {
    return Arrays.stream(texts)
        .flatMap(text -> Ansi.OFF.string(text.replace("%n", "\n")).lines())
        .collect(Collectors.toList());
  }
}
