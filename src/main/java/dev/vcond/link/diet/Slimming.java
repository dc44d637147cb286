package dev.vcond.link.diet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vcond.link.diet.DietOptions.Reference;
import dev.vcond.link.diet.Place.Moved;
import dev.vcond.vcon.Attachment;
import dev.vcond.vcon.Body;
import dev.vcond.vcon.Dialog;
import dev.vcond.vcon.PartEditor;
import dev.vcond.vcon.VconEditor;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The change of one document, once its bodies are safe.
 *
 * @param bodies the dialogs whose body goes, with where it is now; null: it is gone
 */
record Slimming(DietOptions options, List<Dialog> bodies, Map<Integer, Moved> moved) {
  private static final String PROMPT = "system_prompt";

  void apply(VconEditor editor) {
    for (Dialog dialog : bodies) {
      PartEditor entry = editor.edit(dialog);
      Moved now = moved.get(dialog.index());
      if (now == null) {
        entry.set("body", "");
      } else if (options.reference() == Reference.URL) {
        entry.moveTo(now.url(), now.contentHash());
      } else {
        entry.set("body", now.url()).set("body_type", "url");
      }
    }
    if (options.removeAnalysis()) {
      editor.root().remove("analysis");
    }
    if (!options.removeAttachmentTypes().isEmpty()) {
      editor.removeAttachments(this::isUnwanted);
    }
    if (options.removeSystemPrompts()) {
      removePrompts(editor.root());
      removePromptsFromBodies(editor.root().path("analysis"));
      removePromptsFromBodies(editor.root().path("attachments"));
    }
  }

  /** vcon-server looks at {@code mime_type}, which no version of the standard has. */
  private boolean isUnwanted(Attachment attachment) {
    return attachment.mediatype().or(() -> attachment.text("mime_type")).stream()
        .map(type -> type.toLowerCase(Locale.ROOT))
        .anyMatch(type -> isListed(type) || isListed(type.replaceFirst(";.*", "").strip()));
  }

  private boolean isListed(String type) {
    return options.removeAttachmentTypes().stream().anyMatch(type::equalsIgnoreCase);
  }

  private static boolean removePrompts(JsonNode node) {
    boolean removed = node instanceof ObjectNode object && object.remove(PROMPT) != null;
    for (JsonNode child : node) {
      removed |= child.isContainerNode() && removePrompts(child);
    }
    return removed;
  }

  /** An object or list stands in the document as text. */
  private static void removePromptsFromBodies(JsonNode entries) {
    for (JsonNode entry : entries) {
      Body body = Body.of(entry);
      if (entry instanceof ObjectNode object
          && body.encoding().equals("json")
          && body.value().isTextual()) {
        body.json()
            .filter(Slimming::removePrompts)
            .ifPresent(json -> object.set("body", Body.ofJson(json).value()));
      }
    }
  }
}
