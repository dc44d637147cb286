package dev.vcond.storage.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.vcond.vcon.Vcon;
import java.nio.ByteBuffer;
import java.time.Instant;

/** The small JSON file {@code <id>.meta} beside a document. */
final class Sidecar {
  /** Version of this layout, as the other storages write it too. */
  private static final String STORAGE_VERSION = "1.0";

  private Sidecar() {}

  static String fileName(String id) {
    return id + ".meta";
  }

  static ByteBuffer content(Vcon vcon, Instant storedAt) {
    String text =
        "{\"uuid\": %s, \"created_at\": %s, \"stored_at\": %s, \"storage_version\": %s}\n"
            .formatted(
                quoted(vcon.id().canonical()),
                vcon.createdAt().map(Sidecar::quoted).orElse("null"),
                quoted(storedAt.toString()),
                quoted(STORAGE_VERSION));
    return UTF_8.encode(text);
  }

  private static String quoted(String text) {
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
