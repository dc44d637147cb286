package dev.vcond.storage.http;

import dev.vcond.storage.StorageMetadata;
import dev.vcond.vcon.Vcon;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is told about a document beside it, as headers. */
final class Metadata {
  /** As names of headers are written: {@code created_at} is {@code X-Vcon-Created-At}. */
  private static final Map<String, String> HEADERS =
      Map.of(
          StorageMetadata.UUID, "X-Vcon-Uuid",
          StorageMetadata.CREATED_AT, "X-Vcon-Created-At",
          StorageMetadata.STORED_AT, "X-Vcon-Stored-At",
          StorageMetadata.STORAGE_VERSION, "X-Vcon-Storage-Version");

  private Metadata() {}

  static Map<String, String> of(Vcon vcon, Instant storedAt) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Idempotency-Key", vcon.id().canonical() + "-" + vcon.sha1Hex());
    StorageMetadata.of(vcon, storedAt)
        .plainValues()
        .forEach((name, value) -> headers.put(HEADERS.getOrDefault(name, name), value));
    return headers;
  }
}
