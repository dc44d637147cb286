package dev.vcond.cli;

import dev.vcond.deadletter.Selection;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The conditions that choose dead letters, all of which must hold; used as a {@code Mixin}. */
final class LetterFilter {
  @Option(
      names = "--reason",
      paramLabel = "CODE",
      description =
          "Only entries with this reason code, as `vcond dlq list` shows it; none for those without"
              + " a record, which vcond did not write. May be repeated for any of several, as may"
              + " --step and --chain.")
  private List<String> reasons = List.of();

  @Option(
      names = "--step",
      paramLabel = "NAME",
      description = "Only what failed at this link, storage or stage.")
  private List<String> steps = List.of();

  @Option(names = "--chain", paramLabel = "NAME", description = "Only what failed in this chain.")
  private List<String> chains = List.of();

  @Option(
      names = "--older-than",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Only what failed last longer ago than this, such as 12h or 3d.")
  private @Nullable Duration olderThan;

  @Option(
      names = "--newer-than",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Only what failed last less long ago than this.")
  private @Nullable Duration newerThan;

  /** Whether there is any condition. */
  boolean any() {
    return !selection(Instant.EPOCH).isAll();
  }

  Selection selection(Instant now) {
    return new Selection(
        new HashSet<>(reasons),
        new HashSet<>(steps),
        new HashSet<>(chains),
        new Selection.Times(
            Optional.ofNullable(olderThan).map(now::minus),
            Optional.ofNullable(newerThan).map(now::minus)));
  }
}
