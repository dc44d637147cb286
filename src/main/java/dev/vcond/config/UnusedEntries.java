package dev.vcond.config;

import dev.vcond.config.ConfigProblem.Severity;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Links and storages that no enabled chain uses: what is wrong inside them is worth a word and may
 * be no reason to refuse the file.
 *
 * @param used what enabled chains name
 * @param switchedOff what disabled chains name
 */
record UnusedEntries(Set<String> used, Set<String> switchedOff) {
  private static final String INSIDE_AN_ENTRY = "(links|storages)\\.[^.]+\\..+";

  static UnusedEntries of(Collection<ChainConfig> chains) {
    return new UnusedEntries(named(chains, true), named(chains, false));
  }

  private static Set<String> named(Collection<ChainConfig> chains, boolean enabled) {
    return chains.stream()
        .filter(chain -> chain.enabled() == enabled)
        .flatMap(UnusedEntries::entries)
        .collect(Collectors.toSet());
  }

  private static Stream<String> entries(ChainConfig chain) {
    return Stream.concat(
        chain.links().stream().map(link -> "links." + link.name() + "."),
        chain.storages().stream().map(storage -> "storages." + storage.name() + "."));
  }

  /** A warning if it is inside an entry that no enabled chain names; else as it is. */
  ConfigProblem unlessUsed(ConfigProblem problem) {
    return isInside(problem) && !isIn(used, problem) ? asWarning(problem) : problem;
  }

  /**
   * A warning if only chains that are switched off name the entry, as in a file that came from
   * elsewhere; else as it is: what no chain names at all is being written just now.
   */
  ConfigProblem unlessSwitchedOff(ConfigProblem problem) {
    return isIn(switchedOff, problem) ? unlessUsed(problem) : problem;
  }

  private static boolean isInside(ConfigProblem problem) {
    return problem.severity() == Severity.ERROR && problem.key().matches(INSIDE_AN_ENTRY);
  }

  private static boolean isIn(Set<String> entries, ConfigProblem problem) {
    return entries.stream().anyMatch(problem.key()::startsWith);
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
