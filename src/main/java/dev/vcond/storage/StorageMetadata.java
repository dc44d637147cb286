package dev.vcond.storage;

import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is stored beside a document: as columns, headers, user metadata or a file, as the storage
 * has room for it. Immutable.
 *
 * @param createdAt the text of the document's own {@code created_at}, whatever it is; null if it
 *     has none
 * @param storedAt now
 */
public record StorageMetadata(VconId id, @Nullable String createdAt, Instant storedAt) {
  /** The version of these four, and of what they mean. */
  public static final String VERSION = "1.0";

  public static final String UUID = "uuid";
  public static final String CREATED_AT = "created_at";
  public static final String STORED_AT = "stored_at";
  public static final String STORAGE_VERSION = "storage_version";

  /** Longer than any time that somebody means. */
  private static final int LONGEST_CREATED_AT = 100;

  /** Of a document that is stored now. */
  public static StorageMetadata of(Vcon vcon, Instant now) {
    return new StorageMetadata(vcon.id(), vcon.createdAt().orElse(null), now);
  }

  /** Name and value of each, in the order {@code uuid}, {@code created_at}, ...; times in UTC. */
  public Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put(UUID, id.canonical());
    if (createdAt != null) {
      values.put(CREATED_AT, createdAt);
    }
    values.put(STORED_AT, storedAt.toString());
    values.put(STORAGE_VERSION, VERSION);
    return values;
  }

  /**
   * The values that may travel as headers, where line ends are an attack and other characters than
   * ASCII arrive as something else: a {@code created_at} that is no plain ASCII text is left out,
   * since it is no time either.
   */
  public Map<String, String> plainValues() {
    Map<String, String> values = values();
    if (createdAt != null && !isPlain(createdAt)) {
      values.remove(CREATED_AT);
    }
    return values;
  }

  private static boolean isPlain(String text) {
    return text.length() <= LONGEST_CREATED_AT && text.matches("[\\x21-\\x7e]+( [\\x21-\\x7e]+)*");
  }
}
