package dev.vcond.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option of every tool whose answer scripts read; used as a {@code Mixin}. */
final class JsonOption {
  private static final JsonMapper MAPPER = new JsonMapper();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--json", description = "Answers with JSON, for scripts.")
  private boolean json;

  /** Whether JSON was asked for. */
  boolean wanted() {
    return json;
  }

  /** An object to be filled and printed. */
  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Prints a value on many lines, for people. */
  void printIndented(JsonNode value) {
    try {
      Caller.of(command)
          .out()
          .println(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always JSON", e);
    }
  }

  /** Prints a value on one line of standard output. */
  void print(JsonNode value) {
    try {
      Caller.of(command).out().println(MAPPER.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always JSON", e);
    }
  }
}
