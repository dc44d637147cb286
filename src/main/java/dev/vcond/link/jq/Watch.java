package dev.vcond.link.jq;

import java.lang.reflect.Modifier;
import java.util.List;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.internal.misc.Pair;
import net.thisptr.jackson.jq.internal.operators.BinaryOperator;
import net.thisptr.jackson.jq.internal.tree.ArrayConstruction;
import net.thisptr.jackson.jq.internal.tree.AssignPipeComponent;
import net.thisptr.jackson.jq.internal.tree.FunctionDefinition;
import net.thisptr.jackson.jq.internal.tree.IdentifierKeyFieldConstruction;
import net.thisptr.jackson.jq.internal.tree.JsonQueryKeyFieldConstruction;
import net.thisptr.jackson.jq.internal.tree.StringInterpolation;
import net.thisptr.jackson.jq.internal.tree.StringKeyFieldConstruction;
import net.thisptr.jackson.jq.internal.tree.TopLevelExpression;
import net.thisptr.jackson.jq.internal.tree.TransformPipeComponent;
import net.thisptr.jackson.jq.internal.tree.binaryop.BinaryOperatorExpression;
import net.thisptr.jackson.jq.internal.tree.fieldaccess.BracketExtractFieldAccess;
import net.thisptr.jackson.jq.internal.tree.fieldaccess.BracketFieldAccess;
import net.thisptr.jackson.jq.internal.tree.fieldaccess.FieldAccess;
import net.thisptr.jackson.jq.internal.tree.fieldaccess.IdentifierFieldAccess;
import net.thisptr.jackson.jq.internal.tree.fieldaccess.StringFieldAccess;
import org.jspecify.annotations.Nullable;

/**
 * Makes a filter count its {@link Steps} where it calls no function: at operators, pipes, lists,
 * its own functions, and texts with something in them.
 */
final class Watch {
  private static final String OPERATOR = "operator";

  private Watch() {}

  /** The same, watched. What is given is used for it and of no more use otherwise. */
  static Expression over(Expression expression) {
    watchParts(expression);
    return switch (expression) {
      case TopLevelExpression top -> over((Expression) part(top, "expr"));
      case ArrayConstruction list when list.q != null -> new Watched.Collecting(over(list.q));
      case FieldAccess access -> access(access, over((Expression) part(access, "target")));
      default -> expression;
    };
  }

  private static Object part(Object node, String field) {
    Object part = Tree.get(node, field);
    if (part == null) {
      throw new IllegalStateException("There is no " + field + " in " + node);
    }
    return part;
  }

  private static void watchParts(Object node) {
    Tree.eachField(
        node,
        (field, value) -> {
          if (value instanceof List<?> list) {
            replace(list, node instanceof StringInterpolation);
          } else if (value instanceof Expression inner && !Modifier.isFinal(field.getModifiers())) {
            Tree.set(node, field.getName(), over(inner));
          }
        });
    if (node instanceof FunctionDefinition definition) {
      Tree.set(definition, "body", new Watched.Stepping((Expression) part(definition, "body")));
    } else if (node instanceof BinaryOperatorExpression expression) {
      operator(expression);
    }
  }

  private static void operator(BinaryOperatorExpression expression) {
    if (Tree.has(expression, OPERATOR)) {
      var operator = (BinaryOperator) part(expression, OPERATOR);
      Tree.set(expression, OPERATOR, new Watched.Operating(operator));
    }
    if (expression.getClass().getPackageName().endsWith(".assignment")) {
      Tree.set(expression, "lhs", Watched.assigned((Expression) part(expression, "lhs")));
    }
  }

  private static void replace(List<?> parts, boolean written) {
    @SuppressWarnings("unchecked") // what is put there is of the kind that was there
    List<@Nullable Object> open = (List<@Nullable Object>) parts;
    open.replaceAll(part -> watched(part, written));
  }

  private static @Nullable Object watched(@Nullable Object part, boolean written) {
    return switch (part) {
      case null -> null;
      case Expression expression when written -> Watched.written(over(expression));
      case Expression expression -> over(expression);
      case Pair<?, ?> pair -> Pair.of(watched(pair._1, written), watched(pair._2, written));
      case TransformPipeComponent step ->
          new TransformPipeComponent(new Watched.Stepping(over(step.expr)));
      case AssignPipeComponent assign -> new AssignPipeComponent(over(assign.expr), assign.matcher);
      case IdentifierKeyFieldConstruction member when member.value != null ->
          new IdentifierKeyFieldConstruction(member.key, over(member.value));
      case StringKeyFieldConstruction member when member.value != null ->
          new StringKeyFieldConstruction(over(member.key), over(member.value));
      case JsonQueryKeyFieldConstruction member ->
          new JsonQueryKeyFieldConstruction(
              over((Expression) part(member, "key")), over((Expression) part(member, "value")));
      default -> part;
    };
  }

  private static Expression access(FieldAccess access, Expression target) {
    boolean permissive = (Boolean) part(access, "permissive");
    return switch (access) {
      case IdentifierFieldAccess member ->
          new IdentifierFieldAccess(target, Tree.text(member, "field"), permissive);
      case StringFieldAccess member ->
          new StringFieldAccess(target, (Expression) part(member, "field"), permissive);
      case BracketExtractFieldAccess _ -> new BracketExtractFieldAccess(target, permissive);
      case BracketFieldAccess index when (Boolean) part(index, "isRange") ->
          new BracketFieldAccess(
              target,
              (Expression) part(index, "startExpr"),
              (Expression) part(index, "endExpr"),
              permissive);
      case BracketFieldAccess index ->
          new BracketFieldAccess(target, (Expression) part(index, "startExpr"), permissive);
      default -> access;
    };
  }
}
