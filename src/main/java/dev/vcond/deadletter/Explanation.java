package dev.vcond.deadletter;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the record of a dead letter says.
 *
 * @param chain empty if the record does not name it, as for the others
 * @param step the link, the storages or the stage that failed
 * @param code the reason's code
 * @param reason the reason for people; may hold anything that a service answered
 * @param attempts runs that ended here
 * @param first when it failed first, in ISO 8601
 * @param last when it failed last
 */
public record Explanation(
    String chain,
    String step,
    String code,
    String reason,
    String attempts,
    String first,
    String last) {

  /** The fields of the record that an explanation is made of. */
  public static final List<String> FIELDS =
      List.of("chain", "step", "code", "reason", "attempts", "first", "last");

  /** What a record says; empty if it explains no failure. */
  public static Optional<Explanation> in(Map<String, String> record) {
    return record.containsKey("code")
        ? Optional.of(
            new Explanation(
                text(record, "chain"),
                text(record, "step"),
                text(record, "code"),
                text(record, "reason"),
                text(record, "attempts"),
                text(record, "first"),
                text(record, "last")))
        : Optional.empty();
  }

  /** Code and place in short, the same for all letters of one trouble. */
  public String cause() {
    return step.isEmpty() ? code : code + " at " + step;
  }

  private static String text(Map<String, String> record, String field) {
    return record.getOrDefault(field, "");
  }
}
