package dev.vcond.vcon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;

/**
 * JSON with a blank behind each comma and colon, as Python writes it: configurations of vcon-server
 * search in that form ({@code includes: '"score": 5'}).
 */
record SpacedJson(JsonNode node) {

  String text() {
    StringBuilder out = new StringBuilder();
    write(node, out);
    return out.toString();
  }

  private static void write(JsonNode node, StringBuilder out) {
    switch (node) {
      case ObjectNode object -> object(object, out);
      case ArrayNode array -> array(array, out);
      default -> out.append(node.isTextual() ? quoted(node.asText()) : node.asText());
    }
  }

  private static void object(ObjectNode object, StringBuilder out) {
    String before = "{";
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      out.append(before).append(quoted(member.getKey())).append(": ");
      write(member.getValue(), out);
      before = ", ";
    }
    out.append(object.isEmpty() ? "{}" : "}");
  }

  private static void array(ArrayNode array, StringBuilder out) {
    String before = "[";
    for (JsonNode item : array) {
      out.append(before);
      write(item, out);
      before = ", ";
    }
    out.append(array.isEmpty() ? "[]" : "]");
  }

  private static String quoted(String text) {
    return TextNode.valueOf(text).toString();
  }
}
