package dev.vcond.vcon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a document that are known without its tree.
 *
 * @param uuid the text of the top-level {@code uuid}, if it has one that is not null
 * @param createdAt the original text of {@code created_at}
 */
record Headline(
    Form form, @Nullable String uuid, @Nullable String createdAt, @Nullable String subject) {

  /** The headline of a plain document whose tree was changed. */
  static Headline of(ObjectNode root) {
    return new Headline(
        Form.PLAIN,
        text(root.get("uuid")),
        text(root.get("created_at")),
        text(root.get("subject")));
  }

  private static @Nullable String text(@Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return null;
    }
    return node.isValueNode() ? node.asText() : NOT_A_SCALAR;
  }

  /** Stands for an object or list where a text belongs; equal to no uuid and no date. */
  static final String NOT_A_SCALAR = "(not a text)";
}
