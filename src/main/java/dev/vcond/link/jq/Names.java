package dev.vcond.link.jq;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.misc.OnigUtils;
import net.thisptr.jackson.jq.internal.tree.AssignPipeComponent;
import net.thisptr.jackson.jq.internal.tree.BreakExpression;
import net.thisptr.jackson.jq.internal.tree.ForeachExpression;
import net.thisptr.jackson.jq.internal.tree.FormattingFilter;
import net.thisptr.jackson.jq.internal.tree.FunctionCall;
import net.thisptr.jackson.jq.internal.tree.FunctionDefinition;
import net.thisptr.jackson.jq.internal.tree.ImportStatement;
import net.thisptr.jackson.jq.internal.tree.LabelPipeComponent;
import net.thisptr.jackson.jq.internal.tree.PipedQuery;
import net.thisptr.jackson.jq.internal.tree.ReduceExpression;
import net.thisptr.jackson.jq.internal.tree.SemicolonOperator;
import net.thisptr.jackson.jq.internal.tree.VariableAccess;
import net.thisptr.jackson.jq.internal.tree.VariableKeyFieldConstruction;
import net.thisptr.jackson.jq.internal.tree.literal.StringLiteral;
import net.thisptr.jackson.jq.internal.tree.matcher.matchers.ObjectMatcher;
import net.thisptr.jackson.jq.internal.tree.matcher.matchers.ValueMatcher;
import org.joni.exception.JOniException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the names in a filter that stand for nothing. The interpreter looks each up when it comes
 * by, which may be with the first vCon that has a certain member.
 */
final class Names {
  private static final Set<String> WITH_PATTERN =
      Set.of("test", "match", "capture", "scan", "splits", "sub", "gsub");

  /** In the order of the filter, each once. */
  private final Set<String> missing = new LinkedHashSet<>();

  private final Set<String> wrong = new LinkedHashSet<>();

  private Names() {}

  /** Refuses a filter that needs what is not there, or has a pattern that is none. */
  static void check(Expression filter) throws UnusableFilter {
    Names names = new Names();
    names.look(filter, new Known(null));
    if (!names.missing.isEmpty()) {
      throw new UnusableFilter(
          "cannot work with any vCon: there is no " + String.join(", no ", names.missing),
          "`vcond links links.jq_link` says what is not there of jq");
    }
    if (!names.wrong.isEmpty()) {
      throw new UnusableFilter(String.join("; ", names.wrong), "");
    }
  }

  /** What is known at a place of the filter: functions as {@code f/1}, variables as {@code $x}. */
  private static final class Known {
    private final @Nullable Known outer;
    private final Set<String> names = new HashSet<>();

    Known(@Nullable Known outer) {
      this.outer = outer;
    }

    boolean has(String name) {
      return names.contains(name) || (outer != null && outer.has(name));
    }

    Known with(String name) {
      names.add(name);
      return this;
    }
  }

  private void look(@Nullable Object node, Known known) {
    switch (node) {
      case null -> {}
      case FunctionCall call -> call(call, known);
      case FunctionDefinition definition -> define(definition, known);
      case SemicolonOperator sequence -> {
        Known inner = new Known(known);
        Tree.list(sequence, "qs").forEach(each -> look(each, inner));
      }
      case PipedQuery pipe -> pipe(pipe, known);
      case ReduceExpression reduce -> loop(reduce, List.of("reduceExpr"), known);
      case ForeachExpression each -> loop(each, List.of("updateExpr", "extractExpr"), known);
      case VariableAccess variable -> need("$" + name(variable), "variable $", variable, known);
      case VariableKeyFieldConstruction key -> need("$" + name(key), "variable $", key, known);
      case FormattingFilter format -> need("@" + name(format) + "/0", "format @", format, known);
      case BreakExpression jump -> need("*" + name(jump), "label $", jump, known);
      case ImportStatement _ -> missing.add("import or include");
      default -> Tree.children(node).forEach(child -> look(child, known));
    }
  }

  private static String name(Object node) {
    return Tree.text(node, "name");
  }

  private void need(String name, String kind, Object node, Known known) {
    if (!known.has(name) && !Builtins.has(name)) {
      missing.add(kind + name(node));
    }
  }

  private void call(FunctionCall call, Known known) {
    List<?> arguments = Tree.list(call, "args");
    String name = name(call) + "/" + arguments.size();
    if (!known.has(name) && !Builtins.has(name)) {
      missing.add("function " + name);
    }
    if (WITH_PATTERN.contains(name(call)) && !known.has(name)) {
      arguments.stream().findFirst().ifPresent(this::checkPattern);
    }
    arguments.forEach(argument -> look(argument, known));
  }

  private void checkPattern(Object argument) {
    if (argument instanceof StringLiteral text) {
      try {
        var _ = new OnigUtils.Pattern(text.value().asText(), null);
      } catch (JOniException | JsonQueryException e) {
        wrong.add("the pattern %s is wrong: %s".formatted(text, e.getMessage()));
      }
    }
  }

  private void define(FunctionDefinition definition, Known known) {
    List<?> parameters = Tree.list(definition, "args");
    String name = Tree.text(definition, "fname") + "/" + parameters.size();
    Known inner = new Known(known).with(name);
    for (Object parameter : parameters) {
      String text = String.valueOf(parameter);
      inner.with(text.startsWith("$") ? text : text + "/0");
    }
    look(Tree.get(definition, "body"), inner);
    known.with(name);
  }

  private void pipe(PipedQuery pipe, Known outer) {
    Known known = outer;
    for (Object part : Tree.list(pipe, "components")) {
      switch (part) {
        case AssignPipeComponent assign -> {
          look(assign.expr, known);
          known = bind(assign.matcher, known);
        }
        case LabelPipeComponent label -> known = new Known(known).with("*" + label.name);
        default -> look(part, known);
      }
    }
  }

  private void loop(Object loop, List<String> inside, Known known) {
    look(Tree.get(loop, "iterExpr"), known);
    look(Tree.get(loop, "initExpr"), known);
    Known inner = bind(Tree.get(loop, "matcher"), known);
    inside.forEach(field -> look(Tree.get(loop, field), inner));
  }

  /** What a pattern such as {@code {a: [$x], $y}} gives names to. */
  private Known bind(@Nullable Object matcher, Known known) {
    Known inner = new Known(known);
    bind(matcher, known, inner);
    return inner;
  }

  private void bind(@Nullable Object matcher, Known known, Known inner) {
    switch (matcher) {
      case null -> {}
      case ValueMatcher value -> inner.with("$" + name(value));
      case ObjectMatcher.FieldMatcher field -> {
        if (Tree.get(field, "name") instanceof StringLiteral key) {
          if (Boolean.TRUE.equals(Tree.get(field, "dollar"))) {
            inner.with("$" + key.value().asText());
          }
        } else {
          look(Tree.get(field, "name"), known);
        }
        bind(Tree.get(field, "matcher"), known, inner);
      }
      default -> Tree.children(matcher).forEach(child -> bind(child, known, inner));
    }
  }
}
