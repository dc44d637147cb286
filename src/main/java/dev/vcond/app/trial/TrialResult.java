package dev.vcond.app.trial;

import dev.vcond.config.Position;
import java.time.Duration;
import java.util.List;

/**
 * What came of a test.
 *
 * @param mismatches empty if it passed
 * @param ending how the run ended, in words
 * @param changes what the chain did to the vCon, as a diff
 */
public record TrialResult(
    String name,
    Position position,
    Duration took,
    List<Mismatch> mismatches,
    String ending,
    List<String> changes) {
  public TrialResult {
    mismatches = List.copyOf(mismatches);
    changes = List.copyOf(changes);
  }

  /** Whether all is as the test says. */
  public boolean passed() {
    return mismatches.isEmpty();
  }
}
