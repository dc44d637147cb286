package dev.vcond.vcon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The shape of vCon 0.0.1 for receivers that know no other: old member names, JSON bodies as JSON,
 * the members that were required then. Signed and encrypted vCons pass untouched.
 */
public final class EgressFormat0_0_1 {
  private static final Renames TOP_LEVEL = backwards(LegacyNames.TOP_LEVEL);
  private static final Renames ENTRY = backwards(LegacyNames.ENTRY);
  private static final Renames TYPE = new Renames(Map.of("purpose", "type"));

  private EgressFormat0_0_1() {}

  /** The document in the old shape, as bytes. */
  public static byte[] convert(Vcon vcon) {
    return view(vcon).copyBytes();
  }

  /** The document in the old shape; its bytes and its tree both are. Not meant to be edited. */
  public static Vcon view(Vcon vcon) {
    if (vcon.form() != Form.PLAIN) {
      return vcon;
    }
    ObjectNode root = vcon.copyOfTree();
    TOP_LEVEL.apply(root);
    for (String section : LegacyNames.SECTIONS) {
      Entries.of(root, section).forEach(ENTRY::apply);
    }
    Entries.of(root, "analysis").forEach(EgressFormat0_0_1::bodyToJson);
    for (ObjectNode attachment : Entries.of(root, "attachments")) {
      bodyToJson(attachment);
      type(attachment);
    }
    addRequired(root);
    return vcon.reshaped(root);
  }

  private static Renames backwards(Map<String, String> renames) {
    return new Renames(
        renames.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey)));
  }

  private static void type(ObjectNode attachment) {
    if (!attachment.has("type")) {
      TYPE.apply(attachment);
    }
  }

  private static void bodyToJson(ObjectNode entry) {
    JsonNode body = entry.get("body");
    if (body == null) {
      return;
    }
    if (body.isContainerNode()) {
      entry.put("encoding", "none");
    } else if (body.isTextual() && "json".equals(entry.path("encoding").textValue())) {
      // A text that only claims to be JSON stays as it is, for the receiver to judge.
      TreeReader.readText(body.asText())
          .ifPresent(json -> {
            entry.set("body", json);
            entry.put("encoding", "none");
          });
    }
  }

  private static void addRequired(ObjectNode root) {
    if (!root.has("group")) {
      root.putArray("group");
    }
    if (!root.has("redacted")) {
      root.putObject("redacted");
    }
    if (!root.has("appended")) {
      root.putNull("appended");
    }
    root.put("vcon", "0.0.1");
  }
}
