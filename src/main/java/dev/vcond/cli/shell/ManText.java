package dev.vcond.cli.shell;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of all commands, in the language of man(7). Stateless. */
public final class ManText {
  private final StringBuilder page = new StringBuilder();

  private ManText() {}

  /** A term with what is to be said about it. */
  public record Entry(String term, String about) {}

  /**
   * The page.
   *
   * @param release such as {@code vcond 1.2.0}
   * @param exitCodes with their meaning
   * @param sections further ones, by their heading
   */
  public static String of(
      CommandSpec main,
      String release,
      Map<String, String> exitCodes,
      Map<String, List<Entry>> sections) {
    var text = new ManText();
    text.head(new Shown(main), release);
    text.commands(new Shown(main));
    text.section(
        "EXIT STATUS",
        exitCodes.entrySet().stream()
            .map(code -> new Entry(code.getKey(), code.getValue()))
            .toList());
    sections.forEach(text::section);
    return text.page.toString();
  }

  private void head(Shown main, String release) {
    macro("TH", main.name().toUpperCase(Locale.ROOT), "1", "", release, "");
    macro("SH", "NAME");
    text(main.name() + " - " + lowered(main.summary()));
    macro("SH", "SYNOPSIS");
    for (Shown leaf : main.leaves()) {
      text(leaf.synopsis());
      macro("br");
    }
    macro("SH", "DESCRIPTION");
    main.description().forEach(this::text);
    options(main);
    macro("SH", "COMMANDS");
  }

  private static String lowered(String text) {
    return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }

  private void commands(Shown main) {
    for (Shown leaf : main.leaves()) {
      macro("SS", leaf.synopsis());
      for (String paragraph : leaf.description()) {
        if (!paragraph.isBlank()) {
          macro("PP");
          text(paragraph);
        }
      }
      leaf.parameters().forEach(this::parameter);
      options(leaf);
      examples(leaf.examples());
    }
  }

  private void options(Shown command) {
    command.options().stream().filter(option -> !isStandard(option)).forEach(this::option);
  }

  /** Said once, for all of them. */
  private static boolean isStandard(OptionSpec option) {
    return option.usageHelp() || option.versionHelp();
  }

  private void option(OptionSpec option) {
    String value = Shown.takesValue(option) ? "=" + option.paramLabel() : "";
    entry(
        Arrays.stream(option.names()).map(name -> name + value).collect(Collectors.joining(", ")),
        Shown.description(option));
  }

  private void parameter(PositionalParamSpec parameter) {
    entry(parameter.paramLabel(), Shown.description(parameter));
  }

  private void examples(List<String> examples) {
    if (examples.isEmpty()) {
      return;
    }
    macro("PP");
    text("Examples:");
    macro("PP");
    macro("nf");
    examples.forEach(example -> text("    " + example.strip()));
    macro("fi");
  }

  private void section(String heading, List<Entry> entries) {
    macro("SH", heading);
    entries.forEach(entry -> entry(entry.term(), List.of(entry.about())));
  }

  private void entry(String term, List<String> about) {
    macro("TP");
    macro("B", term);
    about.forEach(this::text);
  }

  private void macro(String name, String... arguments) {
    page.append('.').append(name);
    for (String argument : arguments) {
      page.append(" \"").append(escaped(argument).replace("\"", "\\(dq")).append('"');
    }
    page.append('\n');
  }

  private void text(String line) {
    boolean looksLikeMacro = line.startsWith(".") || line.startsWith("'");
    page.append(looksLikeMacro ? "\\&" : "").append(escaped(line)).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-");
  }
}
