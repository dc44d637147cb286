package dev.vcond.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What JSON Schema can say about a single value. It is never narrower than {@link ScalarText}: text
 * may be quoted or not, nothing at all means not written, and what holds a variable may become
 * anything.
 */
final class ScalarSchema {
  /** Lets through what is known only when variables, files and credentials are put in. */
  private static final String OR_VARIABLE = "|\\$\\{";

  private static final String WHOLE = "[+-]?\\d{1,30}(_\\d{1,30})*";
  private static final String TIME = "\\d+(\\.\\d+)?\\s*(ms|us|s|m|h|d)";
  private static final String SIZE = "\\d+(_\\d+)*(\\.\\d+)?\\s*([bB]|[kKmMgG]([iI]?[bB])?)?";

  /** What is not here takes any text, as far as a schema can tell. */
  private static final Map<Class<?>, Form> FORMS =
      Map.ofEntries(
          Map.entry(int.class, new Form("integer", WHOLE)),
          Map.entry(Integer.class, new Form("integer", WHOLE)),
          Map.entry(long.class, new Form("integer", WHOLE)),
          Map.entry(Long.class, new Form("integer", WHOLE)),
          Map.entry(double.class, Form.NUMBER),
          Map.entry(Double.class, Form.NUMBER),
          Map.entry(boolean.class, Form.TRUTH),
          Map.entry(Boolean.class, Form.TRUTH),
          Map.entry(Duration.class, new Form("number", "\\d+(\\.\\d+)?|(" + TIME + "\\s*)+")),
          Map.entry(ByteSize.class, new Form("number", SIZE)),
          Map.entry(MemoryShare.class, new Form("number", "\\d{1,3}\\s*%|" + SIZE)),
          Map.entry(FileMode.class, new Form("integer", "0[oO]?[0-7]{1,4}|\\d{1,4}")),
          Map.entry(
              ListenAddress.class,
              new Form("integer", "(\\[[0-9a-fA-F:.]+\\]:|[^\\s:\\[\\]/]*:)?\\d{1,5}")),
          Map.entry(
              RedisUrl.class,
              new Form("string", "embedded|" + anyCase("redis") + "[a-zA-Z-]*://.+")));

  /**
   * The form of a type.
   *
   * @param type of JSON that it may have without quotes
   * @param pattern of its text
   */
  private record Form(String type, String pattern) {
    static final Form NUMBER =
        new Form("number", "[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?");
    static final Form TRUTH =
        new Form(
            "boolean",
            List.of("true", "false", "yes", "no", "on", "off", "0", "1").stream()
                .map(ScalarSchema::anyCase)
                .collect(Collectors.joining("|")));
  }

  private ScalarSchema() {}

  /** The schema of a type that a scalar is bound to. */
  static ObjectNode of(Class<?> type) {
    if (type.isEnum()) {
      return choice(ValueConverter.allowed(type));
    }
    Form form = FORMS.get(type);
    return form == null ? text() : of(form);
  }

  private static ObjectNode of(Form form) {
    ObjectNode schema = node();
    ArrayNode types = schema.putArray("type").add(form.type());
    if (!form.type().equals("string")) {
      types.add("string");
    }
    if (form.equals(Form.TRUTH)) {
      types.add("integer");
      schema.put("minimum", 0).put("maximum", 1);
    }
    types.add("null");
    return schema.put("pattern", "^\\s*(" + form.pattern() + ")\\s*$" + OR_VARIABLE);
  }

  /** Anything that is one value: what YAML calls a number or a truth value may be a name here. */
  static ObjectNode text() {
    ObjectNode schema = node();
    schema.putArray("type").add("string").add("number").add("boolean").add("null");
    return schema;
  }

  private static ObjectNode choice(List<String> allowed) {
    ObjectNode schema = node();
    ArrayNode ways = schema.putArray("anyOf");
    ArrayNode words = ways.addObject().putArray("enum");
    allowed.forEach(words::add);
    ObjectNode other = ways.addObject();
    other.putArray("type").add("string").add("null");
    String words2 = allowed.stream().map(ScalarSchema::anyCase).collect(Collectors.joining("|"));
    other.put("pattern", "^\\s*(" + words2 + ")\\s*$" + OR_VARIABLE);
    return schema;
  }

  /** A pattern for a word in any case; that of JSON Schema has no flags. */
  private static String anyCase(String word) {
    return word.chars()
        .mapToObj(c ->
            Character.isLetter(c)
                ? "[%c%c]".formatted(Character.toUpperCase(c), Character.toLowerCase(c))
                : c == '.' ? "\\." : Character.toString(c))
        .collect(Collectors.joining());
  }

  private static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }
}
