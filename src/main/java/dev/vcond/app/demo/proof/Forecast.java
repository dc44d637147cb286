package dev.vcond.app.demo.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vcond.app.demo.corpus.Fate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What must become of a document that somebody else wrote.
 *
 * @param uuid what it says its id is
 * @param sealed whether it is signed or encrypted
 */
public record Forecast(Optional<String> uuid, boolean sealed, Fate fate) {

  /**
   * Looks at a document.
   *
   * @throws IOException if it is not one JSON object in UTF-8, which no chain takes
   */
  public static Forecast of(byte[] document, List<String> tags) throws IOException {
    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document));
    if (!(Trees.read(document) instanceof ObjectNode root)) {
      throw new IOException("it is no JSON object");
    }
    Optional<String> uuid =
        Optional.of(root.path("uuid")).filter(JsonNode::isTextual).map(JsonNode::asText);
    boolean sealed = uuid.isEmpty() && isSealed(root);
    return new Forecast(uuid, sealed, sealed ? untouched(root) : tagged(document, tags));
  }

  private static boolean isSealed(ObjectNode root) {
    boolean signed = root.has("payload") && (root.has("signatures") || root.has("signature"));
    boolean encrypted = root.has("ciphertext") && (root.has("recipients") || root.has("protected"));
    return signed || encrypted;
  }

  private static Fate untouched(ObjectNode root) {
    return Jsonb.refuses(root)
        ? new Fate.DeadLettered("storage_failed", "database", true)
        : new Fate.Stored(false);
  }

  private static Fate tagged(byte[] document, List<String> tags) {
    try {
      return Jsonb.refuses(Expected.tagged(document, tags).root())
          ? new Fate.DeadLettered("storage_failed", "database", true)
          : new Fate.Stored(true);
    } catch (IOException _) {
      return new Fate.DeadLettered("link_failed", "tag", false);
    }
  }
}
