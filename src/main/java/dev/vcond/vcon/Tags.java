package dev.vcond.vcon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The tags of a document: texts {@code name:value} in the JSON list of the attachment with the
 * purpose {@code tags}. Works on a tree with current names. Of several such attachments all are
 * read and the first is added to.
 */
final class Tags {
  private static final String PURPOSE = "tags";

  private final VconId id;
  private final ObjectNode root;

  Tags(VconId id, ObjectNode root) {
    this.id = id;
    this.root = root;
  }

  /** All tags in order; what cannot be understood as tags is passed over. */
  List<String> list() {
    List<String> tags = new ArrayList<>();
    for (ObjectNode attachment : attachments()) {
      for (JsonNode tag : items(attachment.get("body")).orElseGet(root::arrayNode)) {
        if (tag.isTextual()) {
          tags.add(tag.asText());
        }
      }
    }
    return tags;
  }

  /** The values of the tags with this name, in order. */
  List<String> values(String name) {
    return list().stream()
        .filter(tag -> name(tag).equals(name))
        .map(tag -> tag.substring(Math.min(tag.length(), name.length() + 1)))
        .toList();
  }

  /** What stands before the first colon of a tag. */
  static String name(String tag) {
    int colon = tag.indexOf(':');
    return colon < 0 ? tag : tag.substring(0, colon);
  }

  /** Removes tags from wherever they are. Returns whether there were any. */
  boolean remove(Predicate<String> unwanted) {
    boolean removed = false;
    for (ObjectNode attachment : attachments()) {
      ArrayNode items = items(attachment.get("body")).orElseGet(root::arrayNode).deepCopy();
      int before = items.size();
      items.removeIf(tag -> tag.isTextual() && unwanted.test(tag.asText()));
      if (items.size() < before) {
        write(attachment, items);
        removed = true;
      }
    }
    return removed;
  }

  private static void write(ObjectNode attachment, ArrayNode items) {
    attachment.set("body", WriteRules.jsonText(items));
    attachment.put("encoding", "json");
  }

  /** Adds a tag unless it is there. Returns whether it was added. */
  boolean add(String tag) {
    if (list().contains(tag)) {
      return false;
    }
    ObjectNode attachment = firstOrNew();
    ArrayNode items =
        items(attachment.get("body"))
            .orElseThrow(
                () -> unusable("the body of its attachment \"tags\" is not a JSON list of texts"));
    items.add(tag);
    write(attachment, items);
    return true;
  }

  private List<ObjectNode> attachments() {
    return Entries.of(root, "attachments").stream().filter(Tags::isTags).toList();
  }

  private static boolean isTags(ObjectNode attachment) {
    return PURPOSE.equals(attachment.path("purpose").textValue());
  }

  private ObjectNode firstOrNew() {
    List<ObjectNode> found = attachments();
    return found.isEmpty() ? create() : found.getFirst();
  }

  private ObjectNode create() {
    JsonNode attachments = root.get("attachments");
    if (attachments == null || attachments.isNull()) {
      attachments = root.putArray("attachments");
    }
    if (!(attachments instanceof ArrayNode list)) {
      throw unusable(
          "its \"attachments\" is a JSON "
              + attachments.getNodeType().name().toLowerCase(Locale.ROOT)
              + ", not a list");
    }
    ObjectNode created = list.addObject();
    created.put("purpose", PURPOSE);
    created.set("body", created.arrayNode());
    return created;
  }

  /** The list that a body is or holds as text; empty if it is neither. */
  private Optional<ArrayNode> items(@Nullable JsonNode body) {
    if (body == null || body.isNull() || (body.isTextual() && body.asText().isBlank())) {
      return Optional.of(root.arrayNode());
    }
    if (body instanceof ArrayNode list) {
      return Optional.of(list);
    }
    return body.isTextual()
        ? TreeReader.readText(body.asText())
            .filter(ArrayNode.class::isInstance)
            .map(ArrayNode.class::cast)
        : Optional.empty();
  }

  private UnusableTagsException unusable(String found) {
    return new UnusableTagsException(id, found);
  }
}
