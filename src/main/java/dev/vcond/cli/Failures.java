package dev.vcond.cli;

import dev.vcond.config.ConfigException;
import dev.vcond.queue.RedisAdvice;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what a command throws into a message on standard error and an exit code. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final Caller caller;

  Failures(Caller caller) {
    this.caller = caller;
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    caller.complain(e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, command.getErr());
    caller.err().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.WRONG_COMMAND_LINE.code();
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult arguments) {
    if (caller.has("VCOND_DEBUG")) {
      e.printStackTrace(caller.err());
    }
    return explained(e).code();
  }

  private ExitCode explained(Exception failure) {
    return switch (failure) {
      case CommandFailure e -> ended(e.exit(), e.getMessage());
      case ConfigException e -> {
        e.errors().forEach(problem -> caller.err().println(problem));
        yield ExitCode.WRONG_CONFIGURATION;
      }
      case RedisOutage e -> ended(ExitCode.UNAVAILABLE, advised(e));
      case RedisRefusal e -> ended(ExitCode.FAILED, "Redis refused: " + e.getMessage());
      default ->
          ended(
              ExitCode.UNEXPECTED,
              "unexpected error: " + failure + ". VCOND_DEBUG=1 shows where it happened.");
    };
  }

  private static String advised(RedisOutage e) {
    String message = String.valueOf(e.getMessage());
    return (message.endsWith(".") ? message : message + ".") + RedisAdvice.on(message);
  }

  private ExitCode ended(ExitCode exit, @Nullable String message) {
    caller.complain(message);
    return exit;
  }
}
