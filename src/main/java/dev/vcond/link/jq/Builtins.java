package dev.vcond.link.jq;

import java.util.Map;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.Versions;

/** The functions that a filter may call, each of which counts its {@link Steps}. */
final class Builtins {
  /** The language of the jq that vcon-server uses. */
  static final Version VERSION = Versions.JQ_1_7;

  /** What jq has and the interpreter lacks; one line, so that it can be taken off line numbers. */
  static final String MORE =
      "def repeat(f): def _again: ., (f | _again); _again;"
          + " def fromdate: fromdateiso8601; def todate: todateiso8601;"
          + " def abs: if . < 0 then -. else . end;"
          + " def toarray: if type == \"array\" then . else [.] end;"
          + " def ltrim: sub(\"^\\\\s+\"; \"\"); def rtrim: sub(\"\\\\s+$\"; \"\");"
          + " def trim: ltrim | rtrim;"
          + " def debug: .; def debug(f): .;"
          + " def isvalid(f): try (f | true) catch false;\n";

  private static final Scope SCOPE = scope();

  private Builtins() {}

  /** A scope for one application of a filter. */
  static Scope newScope() {
    return Scope.newChildScope(SCOPE);
  }

  private static Scope scope() {
    Scope scope = Scope.newEmptyScope();
    BuiltinFunctionLoader.getInstance().loadFunctions(VERSION, scope);
    Map.copyOf(scope.getLocalFunctions())
        .forEach((nameAndArity, function) -> scope.addFunction(nameAndArity, counting(function)));
    return scope;
  }

  private static Function counting(Function function) {
    return (scope, arguments, in, path, output, version) -> {
      Steps steps = Steps.CURRENT.get();
      steps.step();
      PathOutput counted =
          (out, outPath) -> {
            steps.step();
            output.emit(out, outPath);
          };
      function.apply(scope, arguments, in, path, counted, version);
    };
  }
}
