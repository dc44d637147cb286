package dev.vcond.vcon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** The member names of older vCon drafts and what they are called now. */
final class LegacyNames {
  static final List<String> SECTIONS = List.of("dialog", "analysis", "attachments");

  static final Map<String, String> TOP_LEVEL =
      Map.of("appended", "amended", "must_support", "critical");
  static final Map<String, String> ENTRY =
      Map.of("schema_version", "schema", "mimetype", "mediatype", "must_support", "critical");

  private static final Renames TOP_LEVEL_RENAMES = new Renames(TOP_LEVEL);
  private static final Renames ENTRY_RENAMES = new Renames(ENTRY);
  private static final Renames PURPOSE = new Renames(Map.of("type", "purpose"));

  private LegacyNames() {}

  /** Gives every member its current name. Returns whether there was an old one. */
  static boolean modernize(ObjectNode root) {
    boolean changed = TOP_LEVEL_RENAMES.apply(root);
    for (String section : SECTIONS) {
      for (ObjectNode entry : Entries.of(root, section)) {
        changed |= ENTRY_RENAMES.apply(entry);
      }
    }
    for (ObjectNode attachment : Entries.of(root, "attachments")) {
      changed |= purpose(attachment);
    }
    return changed;
  }

  private static boolean purpose(ObjectNode attachment) {
    // With both present, both stay: a type beside a purpose is no old name but somebody's own.
    return !attachment.has("purpose") && PURPOSE.apply(attachment);
  }
}
