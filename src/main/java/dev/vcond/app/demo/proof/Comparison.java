package dev.vcond.app.demo.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a stored tree differs from the expected one; only the first few places of a document
 * are told. Used by one thread.
 */
final class Comparison {
  private static final int MOST = 5;

  private final boolean jsonb;
  private final List<Mismatch> found = new ArrayList<>();

  private Comparison(boolean jsonb) {
    this.jsonb = jsonb;
  }

  /** Compares what a file holds: the order of members and the text of numbers count. */
  static List<Mismatch> asWritten(JsonNode expected, JsonNode stored) {
    return new Comparison(false).of(expected, stored);
  }

  /** Compares what Postgres made of it: {@code jsonb} has no order and no exponents. */
  static List<Mismatch> asJsonb(JsonNode expected, JsonNode stored) {
    return new Comparison(true).of(expected, stored);
  }

  private List<Mismatch> of(JsonNode expected, JsonNode stored) {
    compare("", expected, stored);
    return found;
  }

  private void compare(String at, JsonNode expected, JsonNode stored) {
    switch (expected) {
      case ObjectNode object when stored instanceof ObjectNode other -> objects(at, object, other);
      case ArrayNode array when stored instanceof ArrayNode other -> arrays(at, array, other);
      case POJONode leaf when leaf.getPojo() instanceof JsonText text -> text(at, text, stored);
      case POJONode leaf when leaf.getPojo() instanceof NumberText number ->
          number(at, number, stored);
      default -> {
        if (!expected.equals(stored)) {
          report(at, shown(expected), shown(stored));
        }
      }
    }
  }

  private void objects(String at, ObjectNode expected, ObjectNode stored) {
    Set<String> names = new LinkedHashSet<>();
    expected.fieldNames().forEachRemaining(names::add);
    stored.fieldNames().forEachRemaining(names::add);
    boolean complete = true;
    for (String name : names) {
      String place = at + "/" + name.replace("~", "~0").replace("/", "~1");
      complete &= member(place, expected.get(name), stored.get(name));
    }
    if (complete && !jsonb && !List.copyOf(names).equals(namesOf(stored))) {
      report(at, "the members in the order " + names, namesOf(stored).toString());
    }
  }

  private static List<String> namesOf(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private boolean member(String place, @Nullable JsonNode expected, @Nullable JsonNode stored) {
    if (expected == null || stored == null) {
      report(
          place,
          expected == null ? Mismatch.NOTHING : shown(expected),
          stored == null ? Mismatch.NOTHING : shown(stored));
      return false;
    }
    compare(place, expected, stored);
    return true;
  }

  private void arrays(String at, ArrayNode expected, ArrayNode stored) {
    for (int i = 0; i < Math.max(expected.size(), stored.size()); i++) {
      member(at + "/" + i, expected.get(i), stored.get(i));
    }
  }

  private void text(String at, JsonText expected, JsonNode stored) {
    if (!stored.isTextual()) {
      report(at, expected.toString(), shown(stored));
      return;
    }
    try {
      // Inside a text jsonb changes nothing.
      for (Mismatch inside : asWritten(expected.value(), Trees.read(stored.asText()))) {
        report(
            at,
            expected.value() + " as text, at " + inside.pointer() + " " + inside.expected(),
            inside.found());
      }
    } catch (IOException _) {
      report(at, expected.toString(), shown(stored));
    }
  }

  private void number(String at, NumberText expected, JsonNode stored) {
    String wanted = jsonb ? expected.inJsonb() : expected.text();
    boolean same =
        stored instanceof POJONode leaf
            && leaf.getPojo() instanceof NumberText number
            && number.text().equals(wanted);
    if (!same) {
      report(at, wanted, shown(stored));
    }
  }

  private void report(String at, String expected, String stored) {
    if (found.size() < MOST) {
      found.add(new Mismatch(at, expected, stored));
    }
  }

  private static String shown(JsonNode node) {
    return node.toString();
  }
}
