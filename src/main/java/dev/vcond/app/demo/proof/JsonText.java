package dev.vcond.app.demo.proof;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;

/** Stands in an expected tree for a string that holds this value as JSON, written in any way. */
record JsonText(JsonNode value) {
  @JsonValue
  @Override
  public String toString() {
    return value.toString();
  }
}
