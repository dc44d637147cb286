package dev.vcond.link.jq;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.misc.OnigUtils;

/**
 * A text with something else in the place of what matches a pattern. It is made of the named groups
 * of the match; several outputs are several texts.
 */
final class Substitution {
  private final Scope scope;
  private final Expression replacement;
  private final OnigUtils.Pattern pattern;
  private final byte[] text;

  Substitution(Scope scope, Expression replacement, OnigUtils.Pattern pattern, byte[] text) {
    this.scope = scope;
    this.replacement = replacement;
    this.pattern = pattern;
    this.text = text;
  }

  List<? extends CharSequence> results() throws JsonQueryException {
    List<StringBuilder> results = List.of(new StringBuilder());
    int done = 0;
    for (Patterns.Found found : Patterns.found(pattern, text)) {
      String between = Patterns.string(text, done, found.begin());
      results.forEach(result -> append(result, between));
      results = each(results, replacements(found));
      done = found.end();
    }
    String rest = Patterns.string(text, done, text.length);
    results.forEach(result -> append(result, rest));
    return results;
  }

  private static void append(StringBuilder result, String more) {
    Steps.CURRENT.get().make(more.length());
    result.append(more);
  }

  private static List<StringBuilder> each(List<StringBuilder> results, List<String> replacements) {
    if (replacements.size() == 1) {
      results.forEach(result -> append(result, replacements.getFirst()));
      return results;
    }
    List<StringBuilder> multiplied = new ArrayList<>();
    for (String replacement : replacements) {
      for (StringBuilder result : results) {
        Steps.CURRENT.get().make(result.length());
        StringBuilder copy = new StringBuilder(result);
        append(copy, replacement);
        multiplied.add(copy);
      }
    }
    return multiplied;
  }

  private List<String> replacements(Patterns.Found found) throws JsonQueryException {
    ObjectNode groups = JsonNodeFactory.instance.objectNode();
    for (int i = 1; i < pattern.names.length; i++) {
      String name = pattern.names[i];
      if (name != null) {
        groups.set(name, found.text(i, text));
      }
    }
    List<String> made = new ArrayList<>();
    replacement.apply(scope, groups, value -> made.add(value.asText()));
    return made;
  }
}
