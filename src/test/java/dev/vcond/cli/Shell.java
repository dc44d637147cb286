package dev.vcond.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Calls commands in this JVM as a shell would, each with streams and an environment of its own. */
final class Shell {
  private final Map<String, String> environment = new HashMap<>();
  private InputStream input = InputStream.nullInputStream();
  private boolean terminal;

  /** What a command left behind. */
  record Result(int exit, String out, String err) {
    JsonNode json() throws JsonProcessingException {
      return new JsonMapper().readTree(out);
    }
  }

  Shell with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Shell input(String text) {
    return input(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  Shell input(InputStream stream) {
    input = stream;
    return this;
  }

  /** Somebody sits there. */
  Shell onTerminal() {
    terminal = true;
    return this;
  }

  /** Runs a command with a configuration. */
  Result run(String command, Path config, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command, "--config", config.toString()));
    all.addAll(List.of(arguments));
    return run(all.toArray(String[]::new));
  }

  Result run(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var caller =
        new Caller(
            input,
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            environment,
            terminal);
    int exit = Main.commandLine(caller).execute(arguments);
    return new Result(exit, out.toString(UTF_8), err.toString(UTF_8));
  }
}
