package dev.vcond.cli;

import dev.vcond.cli.shell.FishCompletion;
import dev.vcond.cli.shell.ZshCompletion;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what lets a shell complete the command line. */
@Command(
    name = "completion",
    description = "Prints the script that lets a shell complete vcond's commands and options.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  vcond completion bash > ~/.local/share/bash-completion/completions/vcond",
      "  vcond completion zsh > ~/.zfunc/_vcond    # with fpath+=(~/.zfunc) before compinit",
      "  vcond completion fish > ~/.config/fish/completions/vcond.fish"
    },
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
  private Kind shell = Kind.bash;

  /** A shell, as it is called. */
  @SuppressWarnings("MemberName") // typed by people
  enum Kind {
    bash,
    zsh,
    fish;

    String script(CommandSpec main) {
      return switch (this) {
        case bash -> AutoComplete.bash(main.name(), main.commandLine());
        case zsh -> ZshCompletion.of(main);
        case fish -> FishCompletion.of(main);
      };
    }
  }

  @Override
  public Integer call() {
    Caller.of(spec).out().print(shell.script(spec.root()));
    return ExitCode.OK.code();
  }
}
