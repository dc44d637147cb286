package dev.vcond.app;

import dev.vcond.config.ConfigProblem;
import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.Problems;
import java.util.Set;

/**
 * Answers keys of the engine that stand among the options of a link, where its module does not know
 * them, with the place where they belong.
 */
record StrayPolicy(String link, Problems into) {
  private static final Set<String> KEYS = Set.of("timeout", "retry");

  /**
   * @param options as they were bound
   * @param found what was wrong with them
   */
  void add(Mapping options, Problems found) {
    found.list().forEach(problem -> into.add(isStray(options, problem) ? told(problem) : problem));
  }

  private boolean isStray(Mapping options, ConfigProblem problem) {
    String key = name(problem);
    return KEYS.contains(key)
        && options.entries().containsKey(key)
        && problem.key().equals("links." + link + ".options." + key)
        && problem.message().equals("unknown key");
  }

  private ConfigProblem told(ConfigProblem problem) {
    return new ConfigProblem(
        problem.severity(),
        problem.position(),
        problem.key(),
        "stands beside the options of a link, for all its chains alike",
        "Write it as links.%s.%s.".formatted(link, name(problem)));
  }

  private static String name(ConfigProblem problem) {
    return problem.key().substring(problem.key().lastIndexOf('.') + 1);
  }
}
