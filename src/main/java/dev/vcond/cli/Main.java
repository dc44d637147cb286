package dev.vcond.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code vcond} command; everything it can do is a subcommand. */
@Command(
    name = "vcond",
    description = "Takes vCons from Redis lists through their chains to every storage.",
    subcommands = {RunCommand.class, VersionCommand.class},
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class)
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main());
  }
}
