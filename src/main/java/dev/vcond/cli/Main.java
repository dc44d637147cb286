package dev.vcond.cli;

import dev.vcond.app.log.LogOfTools;
import java.io.PrintWriter;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** The {@code vcond} command; everything it can do is a subcommand. */
@Command(
    name = "vcond",
    description = "Takes vCons from Redis lists through their chains to every storage.",
    subcommands = {
      RunCommand.class,
      DemoCommand.class,
      CheckCommand.class,
      TestCommand.class,
      SubmitCommand.class,
      GetCommand.class,
      DeleteCommand.class,
      StoragesCommand.class,
      LinksCommand.class,
      ReferenceCommand.class,
      QueuesCommand.class,
      DlqCommand.class,
      RecoverCommand.class,
      MetricsCommand.class,
      HelpCommand.class,
      ManCommand.class,
      CompletionCommand.class,
      VersionCommand.class
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = VersionCommand.class)
public final class Main {
  /** They tell what they do as they go; all others only answer. */
  private static final Set<String> LOGGING = Set.of("run", "demo");

  private final Caller caller;

  private Main(Caller caller) {
    this.caller = caller;
  }

  public static void main(String[] arguments) {
    Caller caller = Caller.ofThisProcess();
    CommandLine commandLine = commandLine(caller);
    commandLine.setExecutionStrategy(parsed -> {
      keepQuiet(parsed);
      return execute(parsed, caller);
    });
    System.exit(commandLine.execute(arguments));
  }

  private static void keepQuiet(ParseResult parsed) {
    boolean tool = parsed.hasSubcommand() && !LOGGING.contains(nameOf(parsed.subcommand()));
    if (tool) {
      LogOfTools.quiet(System.getenv("VCOND_LOG_LEVEL") == null);
    }
  }

  private static String nameOf(ParseResult parsed) {
    return parsed.commandSpec().name();
  }

  private static int execute(ParseResult parsed, Caller caller) {
    int code = new RunLast().execute(parsed);
    // A full disk or a closed pipe: whoever reads on must not take half an answer for a whole one.
    if (caller.out().checkError() && code == ExitCode.OK.code()) {
      caller.complain("standard output could not be written to the end.");
      return ExitCode.FAILED.code();
    }
    return code;
  }

  /** The command line as a caller gets it; a test is one, too. */
  static CommandLine commandLine(Caller caller) {
    var failures = new Failures(caller);
    CommandLine commandLine =
        new CommandLine(new Main(caller))
            .setOut(new PrintWriter(caller.out(), true, caller.out().charset()))
            .setErr(new PrintWriter(caller.err(), true, caller.err().charset()))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setColorScheme(Help.defaultColorScheme(caller.ansi()))
            .setExecutionStrategy(parsed -> execute(parsed, caller))
            .setParameterExceptionHandler(failures)
            .setExecutionExceptionHandler(failures);
    commandLine.getCommandSpec().usageMessage().exitCodeList(ExitCode.list());
    return commandLine;
  }

  Caller caller() {
    return caller;
  }
}
