package dev.vcond.cli;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Who called: the three streams, the environment, and whether a person sits there. Commands ask for
 * it by {@link #of} and never touch {@code System}, so that a test can be the caller.
 *
 * @param out answers only; documents go through it as bytes
 * @param err everything else
 * @param terminal whether standard input and output are a terminal
 */
record Caller(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    boolean terminal) {
  Caller {
    environment = Map.copyOf(environment);
  }

  /** The process that started this one. */
  static Caller ofThisProcess() {
    return new Caller(
        System.in,
        System.out,
        System.err,
        System.getenv(),
        // Without a terminal JDK 25 has no console, others have one that is none.
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent());
  }

  /** The caller of a running command, at whatever depth it hangs. */
  static Caller of(CommandSpec command) {
    return ((Main) command.root().userObject()).caller();
  }

  /** Whether a variable is set to something. */
  boolean has(String variable) {
    return !environment.getOrDefault(variable, "").isEmpty();
  }

  /** Colours for a terminal whose owner did not refuse them with NO_COLOR. */
  Ansi ansi() {
    return terminal && !has("NO_COLOR") ? Ansi.ON : Ansi.OFF;
  }

  /** A text with picocli's markup, such as {@code @|bold,red failed|@}, in colours or without. */
  String styled(String markup) {
    return ansi().string(markup);
  }

  /** Tells on one line of standard error what went wrong, as every Unix tool does. */
  void complain(@Nullable String message) {
    err.println("vcond: " + SafeText.line(String.valueOf(message)));
  }
}
