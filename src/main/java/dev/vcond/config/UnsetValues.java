package dev.vcond.config;

import dev.vcond.config.ConfigProblem.Severity;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Values that hold a variable, file or credential that is not there. Where nothing reads the value
 * it stops no start: a variable of one machine's disabled chain need not be set on the other.
 *
 * @param chains all of them
 */
record UnsetValues(List<ConfigProblem> found, Collection<ChainConfig> chains) {

  /** What is left out as a whole, with a word of its own. */
  private static final String LEFT_OUT =
      "(imports|ingress_auth|tracers|followers)\\b.*|(links|storages)\\..+\\.pip_name";

  /** Adds what matters to the problems of the file. */
  void report(Problems problems) {
    found.stream()
        .filter(problem -> !problem.key().matches(LEFT_OUT))
        .map(problem -> isUnused(problem) ? asWarning(problem) : problem)
        .forEach(problems::add);
  }

  private boolean isUnused(ConfigProblem problem) {
    return problem.key().matches("(links|storages)\\..+")
        && chains.stream()
            .filter(ChainConfig::enabled)
            .flatMap(UnsetValues::entries)
            .noneMatch(entry -> problem.key().startsWith(entry + "."));
  }

  private static Stream<String> entries(ChainConfig chain) {
    return Stream.concat(
        chain.links().stream().map(link -> "links." + link.name()),
        chain.storages().stream().map(storage -> "storages." + storage.name()));
  }

  private static ConfigProblem asWarning(ConfigProblem problem) {
    return new ConfigProblem(
        Severity.WARNING,
        problem.position(),
        problem.key(),
        problem.message() + "; no enabled chain uses it",
        problem.hint());
  }
}
