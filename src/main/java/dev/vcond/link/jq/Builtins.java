package dev.vcond.link.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.JsonQueryFunction;
import net.thisptr.jackson.jq.internal.javacc.ExpressionParser;

/** The functions that a filter may call, each of which counts its {@link Steps}. */
final class Builtins {
  /** The language of the jq that vcon-server uses. */
  static final Version VERSION = Versions.JQ_1_7;

  /** What jq has and the interpreter lacks. */
  private static final String MORE =
      """
      def repeat(f): def _again: ., (f | _again); _again;
      def fromdate: fromdateiso8601; def todate: todateiso8601; def date: todateiso8601;
      def abs: if . < 0 then -. else . end;
      def toarray: if type == "array" then . else [.] end;
      def ltrim: sub("^\\\\s+"; ""); def rtrim: sub("\\\\s+$"; "");
      def trim: ltrim | rtrim;
      def debug: .; def debug(f): .;
      def isvalid(f): try (f | true) catch false;
      def isempty(f): first((f | false), true);
      def add(f): reduce f as $each (null; . + $each);
      def IN(f): . as $this | any(f; . == $this);
      def IN(f; g): any(f; IN(g));
      def INDEX(f; key): reduce f as $each ({}; .[$each | key | tostring] = $each);
      def INDEX(key): INDEX(.[]; key);
      def ascii: [.] | implode;
      .
      """;

  private static final Scope SCOPE = scope();
  private static final Set<String> NAMES = Set.copyOf(SCOPE.getLocalFunctions().keySet());

  private Builtins() {}

  /** A scope for one application of a filter. */
  static Scope newScope() {
    return Scope.newChildScope(SCOPE);
  }

  /** Whether there is a function of this name and number of arguments, as {@code test/2}. */
  static boolean has(String name) {
    return NAMES.contains(name);
  }

  private static Scope scope() {
    Scope scope = Scope.newEmptyScope();
    BuiltinFunctionLoader.getInstance().loadFunctions(VERSION, scope);
    scope.addFunction("_match_impl/3", Patterns::match);
    scope.addFunction("_sub_impl/3", Patterns::substitute);
    try {
      Expression more = ExpressionParser.compile(new Dialect(MORE).written(), VERSION);
      more.apply(scope, NullNode.getInstance(), _ -> {});
    } catch (JsonQueryException e) {
      throw new IllegalStateException(e);
    }
    Map.copyOf(scope.getLocalFunctions())
        .forEach((name, function) -> scope.addFunction(name, counting(name, function)));
    return scope;
  }

  private static Function counting(String name, Function function) {
    if (function instanceof JsonQueryFunction written
        && Tree.get(written, "body") instanceof Expression body) {
      Tree.set(written, "body", Watch.over(body));
    }
    return (scope, arguments, in, path, output, version) -> {
      Steps steps = Steps.CURRENT.get();
      steps.step();
      Cost.ofFunction(name, in, steps);
      PathOutput counted =
          (out, outPath) -> {
            steps.step();
            output.emit(out, outPath);
          };
      function.apply(scope, measured(name, arguments, in), in, path, counted, version);
    };
  }

  /** The arguments, seen by those who must know how large they are. */
  private static List<Expression> measured(String name, List<Expression> arguments, JsonNode in) {
    return switch (name) {
      case "join/1" ->
          List.of(
              new Watched.Seen(
                  arguments.getFirst(),
                  (value, _) ->
                      Steps.CURRENT.get().make((double) value.asText().length() * in.size())));
      case "setpath/2" ->
          List.of(
              new Watched.Seen(arguments.getFirst(), (parts, _) -> Watched.checkPath(parts)),
              arguments.getLast());
      default -> arguments;
    };
  }
}
