package dev.vcond.vcon;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.io.IOException;

/**
 * A large text that stays a range of the document's bytes until somebody asks for its characters;
 * each {@link #textValue()} decodes it anew, so that nobody holds it twice by accident.
 */
final class LargeText extends ValueNode {
  private static final long serialVersionUID = 1L;

  private final transient Source source;

  LargeText(Source source) {
    this.source = source;
  }

  /** The characters one byte each, in an array of its own; what is no ASCII is no sense in it. */
  byte[] ascii() {
    return source.ascii();
  }

  @Override
  public JsonNodeType getNodeType() {
    return JsonNodeType.STRING;
  }

  @Override
  public JsonToken asToken() {
    return JsonToken.VALUE_STRING;
  }

  @Override
  public String textValue() {
    return source.decoded();
  }

  @Override
  public String asText() {
    return source.decoded();
  }

  @Override
  public String asText(String defaultValue) {
    return source.decoded();
  }

  @Override
  public void serialize(JsonGenerator out, SerializerProvider provider) throws IOException {
    source.writeTo(out);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LargeText that && source.equals(that.source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }
}
