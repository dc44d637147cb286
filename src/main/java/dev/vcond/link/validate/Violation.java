package dev.vcond.link.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import dev.vcond.process.SafeText;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One thing that is wrong with a document, without what stands there.
 *
 * @param pointer where, as a JSON Pointer (RFC 6901)
 * @param expected what the schema wants there
 */
record Violation(String pointer, String expected) {
  private static final int LONGEST_POINTER = 100;
  private static final int LONGEST_EXPECTED = 120;

  /** Our own words: those of the library quote the document now and then. */
  static Violation of(Error error) {
    return at(error.getInstanceLocation().toString(), expected(error));
  }

  static Violation at(String pointer, String expected) {
    return new Violation(
        pointer.isEmpty() ? "the top level" : SafeText.line(pointer, LONGEST_POINTER),
        SafeText.line(expected, LONGEST_EXPECTED));
  }

  private static String expected(Error error) {
    String keyword = String.valueOf(error.getKeyword());
    JsonNode value = error.getSchemaNode();
    return switch (keyword) {
      case "required" -> "expected the member \"" + error.getProperty() + "\"";
      case "type" -> "expected " + listed(value, " or ").replace("\"", "");
      case "enum" ->
          error.isCustomMessage() ? error.getMessage() : "expected one of " + listed(value, ", ");
      case "const" -> "expected " + value;
      case "additionalProperties", "unevaluatedProperties" ->
          "expected no member \"" + error.getProperty() + "\"";
      case "minimum" -> "expected at least " + value;
      case "maximum" -> "expected at most " + value;
      case "pattern" ->
          error.isCustomMessage()
              ? error.getMessage()
              : "expected a text that matches " + value.asText();
      case "format" -> "expected a text in the format " + value.asText();
      case "minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties" ->
          "expected %s %s".formatted(keyword, value);
      default -> "expected what \"" + keyword + "\" says";
    };
  }

  private static String listed(JsonNode value, String between) {
    return value.isArray()
        ? value.valueStream().map(JsonNode::toString).collect(Collectors.joining(between))
        : value.toString();
  }

  /** The first of them as one text. */
  static String listed(List<Violation> violations, int most) {
    String first =
        violations.stream().limit(most).map(Violation::toString).collect(Collectors.joining("; "));
    int more = violations.size() - most;
    if (violations.size() >= Check.MOST_ERRORS) {
      return first + "; and many more";
    }
    return more > 0 ? first + "; and " + more + " more" : first;
  }

  @Override
  public String toString() {
    return pointer + ": " + expected;
  }
}
