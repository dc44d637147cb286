package dev.vcond.vcon;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Looks for an entry whose body contains something, as {@code only_if} means it: the text of a body
 * as it stands in the document, objects and lists as JSON, tags one by one.
 *
 * @param section the top-level list, such as {@code analysis}
 * @param target the type of the entry, of an attachment its purpose as well; {@code tags} means the
 *     tags
 * @param includes what the body contains, or a whole tag
 */
public record EntrySearch(String section, String target, String includes) {
  private static final String TAGS = "tags";

  /** Whether a document has such an entry. */
  public boolean finds(Vcon vcon) {
    JsonNode entries = vcon.tree().path(section);
    if (entries.isArray()) {
      for (JsonNode entry : entries) {
        if (isMeant(entry) && isIncluded(Body.of(entry))) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isMeant(JsonNode entry) {
    return target.equals(entry.path("type").textValue())
        || (section.equals("attachments") && target.equals(entry.path("purpose").textValue()));
  }

  private boolean isIncluded(Body body) {
    return target.equals(TAGS)
        ? body.json().filter(this::holdsTag).isPresent()
        : body.value().isTextual()
            ? body.value().asText().contains(includes)
            : body.value().isContainerNode() && isInJson(body.value());
  }

  private boolean holdsTag(JsonNode tags) {
    if (tags.isArray()) {
      for (JsonNode tag : tags) {
        if (includes.equals(tag.textValue())) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isInJson(JsonNode body) {
    return new SpacedJson(body).text().contains(includes)
        || Body.ofJson(body).value().asText().contains(includes);
  }
}
