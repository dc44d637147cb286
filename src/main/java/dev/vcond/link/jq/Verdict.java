package dev.vcond.link.jq;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a filter says of a document.
 *
 * @param first its first output
 * @param several whether another one follows, which changes nothing
 */
record Verdict(First first, boolean several) {
  static final Verdict NOTHING = new Verdict(First.NOTHING, false);

  /** The first output, as Python takes it. */
  enum First {
    /** Anything but the following. */
    TRUE,
    /** False, or 0, or an empty text, list or object. */
    FALSE,
    /** Often a member that is not there. */
    NULL,
    /** There was none. */
    NOTHING
  }

  boolean matches() {
    return first == First.TRUE;
  }

  /** What a halt for this verdict is counted under. */
  String code() {
    return switch (first) {
      case TRUE -> "filtered_out";
      case FALSE -> several ? "filtered_out_several" : "filtered_out";
      case NULL -> "filtered_out_null";
      case NOTHING -> "filtered_out_nothing";
    };
  }

  /** The reason of a halt for this verdict. */
  String reason() {
    String which = several ? "the first of its several results" : "its result";
    return switch (first) {
      case TRUE -> "the filter matches, and forward_matches is false";
      case FALSE -> "the filter does not match: " + which + " is false, or empty";
      case NULL ->
          "the filter does not match: "
              + which
              + " is null, as of a member that is not there; compare it with something, or write"
              + " any(...)";
      case NOTHING -> "the filter does not match: it has no result, not even false";
    };
  }

  static First of(JsonNode value) {
    boolean nothing =
        switch (value.getNodeType()) {
          case BOOLEAN -> !value.booleanValue();
          case NUMBER -> value.doubleValue() == 0;
          case STRING -> value.asText().isEmpty();
          case ARRAY, OBJECT -> value.isEmpty();
          case NULL, MISSING -> true;
          case BINARY, POJO -> false;
        };
    return value.isNull() ? First.NULL : nothing ? First.FALSE : First.TRUE;
  }
}
