package dev.vcond.storage.http;

import dev.vcond.vcon.Vcon;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is told about a document beside it, as headers. */
final class Metadata {
  /** As the other storages write it, too. */
  private static final String STORAGE_VERSION = "1.0";

  private static final int LONGEST = 100;

  private Metadata() {}

  static Map<String, String> of(Vcon vcon, Instant storedAt) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Idempotency-Key", vcon.id().canonical() + "-" + vcon.sha1Hex());
    headers.put("X-Vcon-Uuid", vcon.id().canonical());
    vcon.createdAt()
        // Whatever a document says there; a header is no place for line ends or umlauts.
        .filter(text -> text.length() <= LONGEST && text.matches("[\\x21-\\x7e ]+"))
        .ifPresent(text -> headers.put("X-Vcon-Created-At", text));
    headers.put("X-Vcon-Stored-At", storedAt.toString());
    headers.put("X-Vcon-Storage-Version", STORAGE_VERSION);
    return headers;
  }
}
