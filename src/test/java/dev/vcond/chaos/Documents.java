package dev.vcond.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** The document of an id in each of its versions, and what is found, compared with them. */
final class Documents {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int LARGE = 20_000;
  private static final int ONE_IN_LARGE = 16;

  private Documents() {}

  /** What a producer stores in Redis. */
  static String text(Item item, int version) {
    String uuid = item.id();
    int some = Math.floorMod(uuid.hashCode(), ONE_IN_LARGE);
    return """
    {"uuid":"%s","vcon":"0.4.0","created_at":"2026-03-01T10:00:00+00:00","subject":"%s",\
    "parties":[{"tel":"+15550100","name":"Ängström"},{"tel":"+15550199"}],\
    "dialog":[{"type":"text","start":"2026-03-01T10:00:00+00:00","parties":[0,1],"body":"%s"}],\
    "analysis":[],"attachments":[],"x_version":%d}\
    """
        .formatted(
            uuid, subject(item.kind()), "call ".repeat(some == 0 ? LARGE / 5 : 20 + some), version);
  }

  private static String subject(Item.Kind kind) {
    return switch (kind) {
      case DEADLY -> ChaosDaemon.DEADLY;
      case SLOW -> ChaosDaemon.SLOW;
      default -> "a call";
    };
  }

  /**
   * Which version a text is, the tag of its chain on it or not.
   *
   * @param tagged whether the tag has to be there
   * @return its version
   * @throws Wrong if it is none of them
   */
  static int version(Item item, String text, boolean tagged) throws Wrong {
    try {
      ObjectNode found = (ObjectNode) MAPPER.readTree(text);
      int version = found.path("x_version").asInt();
      boolean bare = item.chain().tag().isEmpty();
      if (!bare) {
        int tags = withoutTags(found, item.chain().tag());
        if (tags > 1 || (tagged && tags == 0)) {
          throw new Wrong("has its tag " + tags + " times");
        }
      }
      if (!found.equals(MAPPER.readTree(text(item, version)))) {
        throw new Wrong("is another document: " + shortened(text));
      }
      return version;
    } catch (JsonProcessingException | ClassCastException e) {
      throw new Wrong("is no document: " + shortened(text));
    }
  }

  /** Takes the tags out, and says how often the right one was there. */
  private static int withoutTags(ObjectNode document, String tag) throws JsonProcessingException {
    int count = 0;
    ArrayNode rest = MAPPER.createArrayNode();
    for (JsonNode attachment : document.path("attachments")) {
      if (attachment.path("purpose").asText().equals("tags")) {
        for (JsonNode one : MAPPER.readTree(attachment.path("body").asText())) {
          count += one.asText().equals(tag) ? 1 : 100;
        }
      } else {
        rest.add(attachment);
      }
    }
    document.set("attachments", rest);
    return count;
  }

  private static String shortened(String text) {
    return text.length() < 300 ? text : text.substring(0, 300) + "...";
  }

  /** The name under which storages keep an id. */
  static String key(Item item) {
    return item.id().toLowerCase(Locale.ROOT);
  }

  /** What is there is not what was sent. */
  static final class Wrong extends Exception {
    private static final long serialVersionUID = 1L;

    Wrong(String message) {
      super(message);
    }
  }
}
