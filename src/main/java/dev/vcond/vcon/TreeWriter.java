package dev.vcond.vcon;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;

/**
 * Writes a tree so that what came from a document is written as it stood there. Walks by itself
 * because Jackson's text node does not let its subclasses decide how they are written.
 */
final class TreeWriter {
  private final JsonGenerator out;
  private final SerializerProvider provider;

  /** {@code provider}: for the leaves that only links make, such as binary ones and POJOs. */
  TreeWriter(JsonGenerator out, SerializerProvider provider) {
    this.out = out;
    this.provider = provider;
  }

  void write(JsonNode node) throws IOException {
    switch (node) {
      case ObjectNode object -> object(object);
      case ArrayNode array -> array(array);
      case SourceText text -> text.source().writeTo(out);
      default -> node.serialize(out, provider);
    }
  }

  private void object(ObjectNode object) throws IOException {
    out.writeStartObject();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      out.writeFieldName(member.getKey());
      write(member.getValue());
    }
    out.writeEndObject();
  }

  private void array(ArrayNode array) throws IOException {
    out.writeStartArray();
    for (JsonNode item : array) {
      write(item);
    }
    out.writeEndArray();
  }
}
