package dev.vcond.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;

/** Calls commands in this JVM as a shell would, each with streams and an environment of its own. */
final class Shell {
  private final Map<String, String> environment = new HashMap<>();
  private byte[] input = {};
  private boolean terminal;

  /**
   * What a command left behind.
   *
   * @param bytes its standard output as it is
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Result(int exit, byte[] bytes, String err) {
    String out() {
      return new String(bytes, UTF_8);
    }
  }

  Shell with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Shell input(String text) {
    return input(text.getBytes(UTF_8));
  }

  Shell input(byte[] bytes) {
    input = bytes;
    return this;
  }

  /** Somebody sits there. */
  Shell onTerminal() {
    terminal = true;
    return this;
  }

  Result run(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var caller =
        new Caller(
            new ByteArrayInputStream(input),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            environment,
            terminal);
    int exit = Main.commandLine(caller).execute(arguments);
    return new Result(exit, out.toByteArray(), err.toString(UTF_8));
  }
}
