package dev.vcond.storage.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.vcond.storage.StorageMetadata;
import dev.vcond.vcon.Vcon;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The small JSON file {@code <id>.meta} beside a document. */
final class Sidecar {
  private Sidecar() {}

  static String fileName(String id) {
    return id + ".meta";
  }

  static ByteBuffer content(Vcon vcon, Instant storedAt) {
    Map<String, String> values = StorageMetadata.of(vcon, storedAt).values();
    String text =
        Stream.of(
                StorageMetadata.UUID,
                StorageMetadata.CREATED_AT,
                StorageMetadata.STORED_AT,
                StorageMetadata.STORAGE_VERSION)
            .map(name -> quoted(name) + ": " + orNull(values.get(name)))
            .collect(Collectors.joining(", ", "{", "}\n"));
    return UTF_8.encode(text);
  }

  private static String orNull(@Nullable String text) {
    return text == null ? "null" : quoted(text);
  }

  private static String quoted(String text) {
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
