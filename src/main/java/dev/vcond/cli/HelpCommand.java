package dev.vcond.cli;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the manual, or the help of a command. */
@Command(
    name = "help",
    description = {
      "Shows a page of the manual, or the help of a command.",
      "With words behind the page: only the sections that have them in their heading."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  vcond help operate | less",
      "  vcond help operate dead letters",
      "  vcond help dlq replay"
    },
    mixinStandardHelpOptions = true)
final class HelpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PAGE|COMMAND",
      arity = "0..*",
      description = "operate, migrate, extend, or a command; without one, what there is.")
  private List<String> words = List.of();

  @Override
  public Integer call() {
    CommandLine main = spec.root().commandLine();
    Caller caller = Caller.of(spec);
    if (words.isEmpty()) {
      main.usage(caller.out(), caller.ansi());
      caller.out().println();
      caller.out().println("Pages of the manual:");
      for (ManualPage page : ManualPage.values()) {
        caller.out().println("  vcond help %-9s %s".formatted(page.title(), page.about()));
      }
      return ExitCode.OK.code();
    }
    List<String> rest = words.subList(1, words.size());
    ManualPage.of(words.getFirst())
        .ifPresentOrElse(
            page -> show(page, rest, caller),
            () -> command(main).usage(caller.out(), caller.ansi()));
    return ExitCode.OK.code();
  }

  private void show(ManualPage page, List<String> about, Caller caller) {
    var text = new PageText(Prose.of(caller, spec.usageMessage().width()), caller.ansi());
    if (about.isEmpty()) {
      text.lines(page.text()).forEach(caller.out()::println);
      return;
    }
    List<ManualPage.Section> found =
        page.sections().stream().filter(section -> section.isAbout(about)).toList();
    if (found.isEmpty()) {
      throw new CommandFailure(
          ExitCode.NOTHING_THERE,
          "page %s has no section \"%s\"; it has: %s"
              .formatted(
                  page.title(),
                  String.join(" ", about),
                  page.sections().stream()
                      .map(ManualPage.Section::heading)
                      .collect(Collectors.joining("; "))));
    }
    for (ManualPage.Section section : found) {
      text.lines(section.text()).forEach(caller.out()::println);
    }
  }

  private CommandLine command(CommandLine main) {
    CommandLine at = main;
    for (String word : words) {
      CommandLine next = at.getSubcommands().get(word);
      if (next == null) {
        throw new CommandFailure(
            ExitCode.WRONG_COMMAND_LINE,
            "there is no page and no command \"%s\"; pages are %s, and vcond --help lists the commands"
                .formatted(
                    String.join(" ", words),
                    Arrays.stream(ManualPage.values())
                        .map(ManualPage::title)
                        .collect(Collectors.joining(", "))));
      }
      at = next;
    }
    return at;
  }
}
