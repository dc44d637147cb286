package dev.vcond.deadletter;

import dev.vcond.chain.Checkpoint;
import dev.vcond.chain.FailedAt;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The record that explains a dead letter: at most 1 KB, the list is the truth. */
public final class DeadLetter {
  private static final int LONGEST_REASON = 300;
  private static final String UNSTORED = "unstored:";

  private DeadLetter() {}

  /** The fields of the record. */
  public static Map<String, String> record(
      String chain, FailedAt at, Optional<Checkpoint> checkpoint, int attempts, Instant now) {
    var fields = new HashMap<String, String>();
    fields.put("chain", chain);
    fields.put("step", shortened(at.step(), 80));
    fields.put("code", at.code());
    fields.put("reason", shortened(at.text(), LONGEST_REASON));
    fields.put("attempts", Integer.toString(attempts));
    fields.put("last", now.toString());
    // An older checkpoint must not outlive the run that superseded it.
    fields.put("checkpoint", checkpoint.map(Checkpoint::encode).orElse(""));
    return fields;
  }

  /**
   * The field that says that a storage will not have the document after all, although the
   * checkpoint counts it: the write was owed.
   */
  public static String unstored(String storage) {
    return UNSTORED + storage;
  }

  /** Whether a field is one of those. */
  public static boolean isUnstored(String field) {
    return field.startsWith(UNSTORED);
  }

  /** The checkpoint in a record. */
  public static Optional<Checkpoint> checkpoint(Map<String, String> record) {
    var lacking =
        record.entrySet().stream()
            .filter(field -> isUnstored(field.getKey()) && !field.getValue().isEmpty())
            .map(field -> field.getKey().substring(UNSTORED.length()))
            .collect(Collectors.toSet());
    return Optional.ofNullable(record.get("checkpoint"))
        .flatMap(Checkpoint::decode)
        .map(checkpoint -> checkpoint.lacking(lacking));
  }

  private static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 3) + "...";
  }
}
