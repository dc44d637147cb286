package dev.vcond.link.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.operators.BinaryOperator;
import net.thisptr.jackson.jq.path.Path;
import org.jspecify.annotations.Nullable;

/** The parts of a filter that count the {@link Steps} of the others. */
final class Watched {
  /** Longer lists than those are nothing that an index should make. */
  private static final double LARGEST_INDEX = 1_000_000;

  private Watched() {}

  /** Counts each use and each output. */
  record Stepping(Expression expression) implements Expression {
    @Override
    public void apply(
        Scope scope, JsonNode in, @Nullable Path path, PathOutput output, boolean requirePath)
        throws JsonQueryException {
      Steps steps = Steps.CURRENT.get();
      steps.step();
      expression.apply(
          scope,
          in,
          path,
          (value, at) -> {
            steps.step();
            output.emit(value, at);
          },
          requirePath);
    }
  }

  /** A list of all outputs, each of which counts. */
  record Collecting(Expression expression) implements Expression {
    @Override
    public void apply(
        Scope scope, JsonNode in, @Nullable Path path, PathOutput output, boolean requirePath)
        throws JsonQueryException {
      Steps steps = Steps.CURRENT.get();
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      expression.apply(
          scope,
          in,
          value -> {
            steps.step();
            list.add(value);
          });
      output.emit(list, null);
    }
  }

  /** What stands before an equals sign: {@code .[2000000000] = 1} makes all the members before. */
  static Expression assigned(Expression expression) {
    return new Seen(
        expression,
        (_, at) -> {
          if (at != null) {
            ArrayNode parts = JsonNodeFactory.instance.arrayNode();
            at.toJsonNode(parts);
            checkPath(parts);
          }
        });
  }

  /** Refuses a path through the members of lists that cannot be meant. */
  static void checkPath(JsonNode parts) {
    for (JsonNode part : parts) {
      if (part.isNumber() && part.asDouble() > LARGEST_INDEX) {
        Steps.CURRENT.get().make(Double.MAX_VALUE);
      }
    }
  }

  /** Values that become part of a text. */
  static Expression written(Expression expression) {
    return new Seen(
        expression,
        (value, _) -> {
          Steps steps = Steps.CURRENT.get();
          steps.make(Weight.of(value, steps.largest()));
        });
  }

  /** Values that are looked at, each with its path, before they are used. */
  record Seen(Expression expression, PathOutput by) implements Expression {
    @Override
    public void apply(
        Scope scope, JsonNode in, @Nullable Path path, PathOutput output, boolean requirePath)
        throws JsonQueryException {
      expression.apply(
          scope,
          in,
          path,
          (value, at) -> {
            by.emit(value, at);
            output.emit(value, at);
          },
          requirePath);
    }
  }

  /** Counts each use of an operator, and refuses to make what is too large. */
  record Operating(BinaryOperator operator) implements BinaryOperator {
    @Override
    public JsonNode apply(ObjectMapper mapper, JsonNode left, JsonNode right)
        throws JsonQueryException {
      Steps steps = Steps.CURRENT.get();
      steps.step();
      Cost.ofOperator(image(), left, right, steps);
      return operator.apply(mapper, left, right);
    }

    @Override
    public String image() {
      return operator.image();
    }
  }
}
