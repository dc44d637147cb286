package dev.vcond.vcon;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;

/**
 * Writes a tree so that what came from a document is written as it stood there. Walks by itself
 * because Jackson's text node does not let its subclasses decide how they are written.
 */
final class TreeWriter {
  private TreeWriter() {}

  static void write(JsonNode node, JsonGenerator out) throws IOException {
    switch (node) {
      case ObjectNode object -> object(object, out);
      case ArrayNode array -> array(array, out);
      case SourceText text -> text.source().writeTo(out);
      default -> out.writeTree(node);
    }
  }

  private static void object(ObjectNode object, JsonGenerator out) throws IOException {
    out.writeStartObject();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      out.writeFieldName(member.getKey());
      write(member.getValue(), out);
    }
    out.writeEndObject();
  }

  private static void array(ArrayNode array, JsonGenerator out) throws IOException {
    out.writeStartArray();
    for (JsonNode item : array) {
      write(item, out);
    }
    out.writeEndArray();
  }
}
