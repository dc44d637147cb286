package dev.vcond.app.demo.proof;

import java.util.List;

/**
 * What was found when everything was read back.
 *
 * @param good vCons that had to end in both storages
 * @param proved those of them that are in both, and in Redis, exactly as they must be
 * @param files vCons found in the folder
 * @param rows vCons found in the table
 * @param deadLetters every dead letter with its reason
 * @param differences the first of them, in the order in which the vCons were submitted
 * @param differenceCount how many there are in all
 */
public record Verdict(
    int good,
    int proved,
    int files,
    int rows,
    List<Dead> deadLetters,
    List<Difference> differences,
    int differenceCount) {
  public Verdict {
    deadLetters = List.copyOf(deadLetters);
    differences = List.copyOf(differences);
  }

  /**
   * A dead letter.
   *
   * @param what what was wrong with it on purpose, or the file it came from; may be empty
   * @param reason the record's words
   */
  public record Dead(
      String id, String list, String what, String code, String step, String reason) {}

  /** Whether everything is exactly as it must be. */
  public boolean holds() {
    return differenceCount == 0;
  }
}
