package dev.vcond.app.submit;

import dev.vcond.vcon.VconId;
import java.util.List;

/**
 * What became of the documents of one submission.
 *
 * @param submitted ids that Redis has confirmed to be on the list, in order
 * @param refused what did not get there
 * @param unconfirmed what Redis gave no answer for; it can be submitted again
 * @param notIndexed submitted, but the search index refused them
 * @param cutShort whether Redis went away, so that the rest was not looked at
 */
public record SubmitReport(
    String list,
    List<VconId> submitted,
    List<Trouble> refused,
    List<Trouble> unconfirmed,
    List<Trouble> notIndexed,
    boolean cutShort) {

  public SubmitReport {
    submitted = List.copyOf(submitted);
    refused = List.copyOf(refused);
    unconfirmed = List.copyOf(unconfirmed);
    notIndexed = List.copyOf(notIndexed);
  }

  /**
   * Why one document is in a list of the report.
   *
   * @param name its file, or its line of standard input
   */
  public record Trouble(String name, String why) {
    @Override
    public String toString() {
      return name + ": " + why;
    }
  }
}
