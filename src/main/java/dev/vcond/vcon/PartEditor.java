package dev.vcond.vcon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a document that is being changed. What is set to what it was is no change. Valid
 * only as long as its {@link VconEditor}, and for one thread.
 */
public final class PartEditor {
  private final ObjectNode json;
  private final Runnable touched;

  PartEditor(ObjectNode json, Runnable touched) {
    this.json = json;
    this.touched = touched;
  }

  /** Sets any member, in its place if it is there, else at the end. */
  public PartEditor set(String member, JsonNode value) {
    JsonNode before = json.get(member);
    if (before == null || !TreeComparison.same(before, value)) {
      json.set(member, value);
      touched.run();
    }
    return this;
  }

  /** Sets any member to a text. */
  public PartEditor set(String member, String value) {
    return set(member, TextNode.valueOf(value));
  }

  /** Removes any member. */
  public PartEditor remove(String member) {
    if (json.remove(member) != null) {
      touched.run();
    }
    return this;
  }

  /** Sets the body and its encoding. Of a content outside, see {@link #moveTo}. */
  public PartEditor setBody(Body body) {
    if (body.isAbsent()) {
      return removeBody();
    }
    if (body.encoding().isEmpty()) {
      remove("encoding");
    } else {
      set("encoding", body.encoding());
    }
    return set("body", body.value());
  }

  /** Removes the body and its encoding. */
  public PartEditor removeBody() {
    return remove("body").remove("encoding");
  }

  /**
   * Says that the content is outside now: removes the body and its encoding.
   *
   * @param contentHash of the content, or null
   */
  public PartEditor moveTo(String url, @Nullable String contentHash) {
    removeBody().set("url", url);
    return contentHash == null ? remove("content_hash") : set("content_hash", contentHash);
  }

  /** Sets the dialog it is about: one index is written as a number, several as a list. */
  public PartEditor dialog(int... indexes) {
    if (indexes.length == 1) {
      return set("dialog", IntNode.valueOf(indexes[0]));
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (int index : indexes) {
      list.add(index);
    }
    return set("dialog", list);
  }

  /** Sets the party it comes from. */
  public PartEditor party(int index) {
    return set("party", IntNode.valueOf(index));
  }

  /** Sets when it began or came. */
  public PartEditor start(OffsetDateTime time) {
    return set("start", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time));
  }

  public PartEditor vendor(String vendor) {
    return set("vendor", vendor);
  }

  public PartEditor product(String product) {
    return set("product", product);
  }

  public PartEditor schema(String schema) {
    return set("schema", schema);
  }

  public PartEditor mediatype(String mediatype) {
    return set("mediatype", mediatype);
  }

  public PartEditor filename(String filename) {
    return set("filename", filename);
  }
}
