package dev.vcond.app.demo.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a document must have become: the submitted one with current names, exactly the missing tags
 * and the write rules.
 *
 * @param root numbers are {@link NumberText}s, and a {@link JsonText} stands where a value became
 *     text
 * @param verbatim whether nothing was to be done, so that not a byte may differ
 */
record Expected(JsonNode root, boolean verbatim) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Map<String, String> OF_VCON =
      Map.of("appended", "amended", "must_support", "critical");
  private static final Map<String, String> OF_ENTRY =
      Map.of("schema_version", "schema", "mimetype", "mediatype", "must_support", "critical");
  private static final Map<String, String> OF_ATTACHMENT = Map.of("type", "purpose");

  /** A document that no link touches. */
  static Expected untouched(byte[] submitted) throws IOException {
    return new Expected(Trees.read(submitted), true);
  }

  /**
   * A document to which tags are added.
   *
   * @throws IOException if it cannot be tagged
   */
  static Expected tagged(byte[] submitted, List<String> tags) throws IOException {
    JsonNode before = Trees.read(submitted);
    if (!(before instanceof ObjectNode object)) {
      throw new IOException("it is no JSON object");
    }
    ObjectNode root = withCurrentNames(object.deepCopy());
    if (!addTags(root, tags)) {
      return new Expected(before, true);
    }
    applyWriteRules(root);
    return new Expected(root, false);
  }

  private static ObjectNode withCurrentNames(ObjectNode before) {
    ObjectNode root = renamed(before, OF_VCON);
    for (String section : List.of("dialog", "analysis", "attachments")) {
      if (root.get(section) instanceof ArrayNode entries) {
        for (int i = 0; i < entries.size(); i++) {
          if (entries.get(i) instanceof ObjectNode entry) {
            entries.set(i, entryWithCurrentNames(entry, section));
          }
        }
      }
    }
    return root;
  }

  private static ObjectNode entryWithCurrentNames(ObjectNode entry, String section) {
    ObjectNode renamed = renamed(entry, OF_ENTRY);
    boolean typeIsPurpose = section.equals("attachments") && !renamed.has("purpose");
    return typeIsPurpose ? renamed(renamed, OF_ATTACHMENT) : renamed;
  }

  /** Each member stays at its place; an old name beside the new one goes. */
  private static ObjectNode renamed(ObjectNode object, Map<String, String> names) {
    ObjectNode renamed = NODES.objectNode();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      String name = names.getOrDefault(member.getKey(), member.getKey());
      if (name.equals(member.getKey()) || !object.has(name)) {
        renamed.set(name, member.getValue());
      }
    }
    return renamed;
  }

  private static boolean addTags(ObjectNode root, List<String> tags) throws IOException {
    List<ObjectNode> holders = new ArrayList<>();
    for (JsonNode attachment : root.path("attachments")) {
      if (attachment instanceof ObjectNode object
          && object.path("purpose").asText().equals("tags")) {
        holders.add(object);
      }
    }
    List<String> missing = new ArrayList<>(tags);
    holders.forEach(holder -> missing.removeAll(tagsOf(holder)));
    if (missing.isEmpty()) {
      return false;
    }
    ObjectNode holder = holders.isEmpty() ? newHolder(root) : holders.getFirst();
    ArrayNode list = listOf(holder).orElseThrow(() -> new IOException("its tags are no list"));
    missing.forEach(list::add);
    holder.set("body", NODES.pojoNode(new JsonText(list)));
    holder.put("encoding", "json");
    return true;
  }

  private static ObjectNode newHolder(ObjectNode root) throws IOException {
    if (root.path("attachments").isNull() || !root.has("attachments")) {
      root.putArray("attachments");
    }
    if (!(root.get("attachments") instanceof ArrayNode attachments)) {
      throw new IOException("its attachments are no list");
    }
    return attachments.addObject().put("purpose", "tags");
  }

  private static List<String> tagsOf(ObjectNode holder) {
    List<String> tags = new ArrayList<>();
    listOf(holder)
        .ifPresent(list -> list.forEach(tag -> tags.add(tag.isTextual() ? tag.asText() : "")));
    return tags;
  }

  /** The list that a body is or holds as text; an empty body is an empty list. */
  private static Optional<ArrayNode> listOf(ObjectNode holder) {
    JsonNode body = holder.path("body");
    if (body.isMissingNode() || body.isNull() || (body.isTextual() && body.asText().isBlank())) {
      return Optional.of(NODES.arrayNode());
    }
    try {
      JsonNode value = body.isTextual() ? Trees.read(body.asText()) : body;
      return value instanceof ArrayNode list ? Optional.of(list.deepCopy()) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static void applyWriteRules(ObjectNode root) {
    root.put("vcon", "0.4.0");
    for (String name : List.of("group", "redacted")) {
      JsonNode value = root.path(name);
      boolean blank = value.isNull() || (value.isTextual() && value.asText().isEmpty());
      if (blank || (value.isContainerNode() && value.isEmpty())) {
        root.remove(name);
      }
    }
    for (String section : List.of("analysis", "attachments")) {
      for (JsonNode entry : root.path(section)) {
        if (entry instanceof ObjectNode object && object.path("body").isContainerNode()) {
          object.set("body", NODES.pojoNode(new JsonText(object.path("body"))));
          object.put("encoding", "json");
        }
      }
    }
  }
}
