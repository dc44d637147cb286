package dev.vcond.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the version of vcond and of the Java it runs on. */
@Command(
    name = "version",
    description = "Prints the version.",
    footerHeading = "%nExamples:%n",
    footer = {"  vcond version", "  vcond version --json"},
    mixinStandardHelpOptions = true)
final class VersionCommand implements Callable<Integer>, IVersionProvider {
  @Spec private CommandSpec spec;
  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    if (json.wanted()) {
      json.print(
          JsonOption.object().put("vcond", version()).put("java", Runtime.version().toString()));
    } else {
      Caller.of(spec).out().println(getVersion()[0]);
    }
    return ExitCode.OK.code();
  }

  @Override
  public String[] getVersion() {
    return new String[] {"vcond " + version() + ", Java " + Runtime.version()};
  }

  static String version() {
    String version = VersionCommand.class.getPackage().getImplementationVersion();
    // Classes that do not come from our jar (an IDE, the tests) have no manifest.
    return version == null ? "(unpackaged)" : version;
  }
}
