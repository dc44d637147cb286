package dev.vcond.cli;

import dev.vcond.app.Catalog;
import dev.vcond.app.ReferenceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the configuration reference; hidden, because the README holds it. */
@Command(
    name = "reference",
    description = "Prints the configuration reference as Markdown.",
    hidden = true,
    mixinStandardHelpOptions = true)
final class ReferenceCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--into",
      paramLabel = "FILE",
      description = "Replaces the reference that a Markdown file holds between two comments.")
  private @Nullable Path page;

  @Override
  public Integer call() throws IOException {
    if (page == null) {
      Caller.of(spec).out().print(ReferenceText.of(Catalog.builtIn()));
      return ExitCode.OK.code();
    }
    String renewed =
        ReferenceText.into(Files.readString(page), Catalog.builtIn())
            .orElseThrow(() ->
                new CommandFailure(
                    ExitCode.FAILED, page + " has no place for the reference: it is unchanged."));
    Files.writeString(page, renewed);
    return ExitCode.OK.code();
  }
}
