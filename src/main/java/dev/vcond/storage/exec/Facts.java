package dev.vcond.storage.exec;

import dev.vcond.process.ProcessGroup;
import dev.vcond.process.SafeText;
import dev.vcond.storage.StorageMetadata;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What a program is told about a document beside it, as variables of its environment. */
final class Facts {
  private static final String UUID = "VCON_UUID";
  private static final String STORAGE = "VCON_STORAGE";
  private static final String SIZE = "VCON_SIZE";
  private static final String CREATED_AT = "VCON_CREATED_AT";
  private static final String SUBJECT = "VCON_SUBJECT";
  private static final String STORED_AT = "VCON_STORED_AT";
  private static final String VERSION = "VCON_STORAGE_VERSION";

  /** The variables that vcond sets. */
  static final Set<String> NAMES =
      Set.of(UUID, STORAGE, SIZE, CREATED_AT, SUBJECT, STORED_AT, VERSION, ProcessGroup.MARK);

  /** The system refuses to start a program with a variable of more than 128 KiB. */
  private static final int LONGEST = 1_000;

  private Facts() {}

  static Map<String, String> of(VconId id, String storage) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(UUID, id.canonical());
    facts.put(STORAGE, storage);
    return facts;
  }

  static Map<String, String> of(Vcon vcon, String storage, Instant storedAt) {
    Map<String, String> facts = of(vcon.id(), storage);
    facts.put(SIZE, Integer.toString(vcon.size()));
    vcon.createdAt().ifPresent(text -> facts.put(CREATED_AT, SafeText.line(text, LONGEST)));
    vcon.subject().ifPresent(text -> facts.put(SUBJECT, SafeText.line(text, LONGEST)));
    facts.put(STORED_AT, storedAt.toString());
    facts.put(VERSION, StorageMetadata.VERSION);
    return facts;
  }
}
