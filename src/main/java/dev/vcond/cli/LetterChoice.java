package dev.vcond.cli;

import dev.vcond.deadletter.Rate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which dead letters leave a list, and how fast: ids, those that fit, or all; a {@code Mixin}. */
final class LetterChoice {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Mixin private LetterFilter filter;

  @Option(names = "--all", description = "Every entry.")
  private boolean all;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most N of the entries that fit, or of all; the oldest first.")
  private @Nullable Long limit;

  @Option(
      names = "--rate",
      paramLabel = "N/s",
      converter = RateConverter.class,
      description = "At most so many at a time, such as 200/s or 30/m; default: no limit.")
  private @Nullable Rate rate;

  @Option(names = "--dry-run", description = "Only says how many entries it would be.")
  private boolean dryRun;

  /**
   * Refuses what contradicts itself.
   *
   * @param ids that were named
   */
  void check(List<String> ids) {
    String verb = command.name();
    boolean bulk = all || filter.any();
    if (all && filter.any()) {
      throw wrong("--all is every entry; leave it out to use conditions such as --reason");
    }
    if (ids.isEmpty() != bulk) {
      throw wrong(
          bulk
              ? "name ids, or use --all or conditions such as --reason, not both"
              : "name the ids to " + verb + ", or use --all or conditions such as --reason CODE");
    }
    if ((limit != null || rate != null) && !bulk) {
      throw wrong("--limit and --rate go with --all or conditions such as --reason");
    }
    if (limit != null && limit < 1) {
      throw wrong("--limit must be at least 1");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  LetterFilter filter() {
    return filter;
  }

  long limit() {
    return limit == null ? Long.MAX_VALUE : limit;
  }

  Optional<Rate> rate() {
    return Optional.ofNullable(rate);
  }

  boolean dryRun() {
    return dryRun;
  }
}
