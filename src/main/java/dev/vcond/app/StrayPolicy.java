package dev.vcond.app;

import dev.vcond.config.ConfigProblem;
import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.Misnomer;
import dev.vcond.config.Problems;
import java.util.Map;

/**
 * Answers keys of the engine that stand among the options of a link or a storage, where its module
 * does not know them, with the place where they belong.
 */
record StrayPolicy(ModuleKind kind, String name, Problems into) {

  /** What they are called beside the options. */
  private static final Map<ModuleKind, Map<String, String>> KEYS =
      Map.of(
          ModuleKind.LINK, Map.of("timeout", "timeout", "retry", "retry"),
          ModuleKind.STORAGE,
              Map.of("timeout", "attempt_timeout", "retry", "retry", "concurrency", "concurrency"));

  /** Documentation of vcon-server gives them to every module; with what to do. */
  private static final Map<String, String> DOCUMENTED =
      Map.of(
          "retry_count", "Write retry: {max_attempts: 3} beside options.",
          "retry_delay", "Write retry: {wait: 1s} beside options.",
          "batch_size", "Remove it: what is written at the same time is gathered by itself.");

  /**
   * @param options as they were bound
   * @param found what was wrong with them
   */
  void add(Mapping options, Problems found) {
    found.list().forEach(problem -> into.add(isStray(options, problem) ? told(problem) : problem));
  }

  private boolean isStray(Mapping options, ConfigProblem problem) {
    String key = key(problem);
    return (keys().containsKey(key) || DOCUMENTED.containsKey(key))
        && options.entries().containsKey(key)
        && problem.key().equals("%s.%s.options.%s".formatted(kind.section(), name, key))
        && problem.message().equals("unknown key");
  }

  private Map<String, String> keys() {
    return KEYS.getOrDefault(kind, Map.of());
  }

  private ConfigProblem told(ConfigProblem problem) {
    String beside = keys().get(key(problem));
    return beside == null
        ? problem.withHint(Misnomer.DOCUMENTED + " " + DOCUMENTED.get(key(problem)))
        : misplaced(problem, beside);
  }

  private ConfigProblem misplaced(ConfigProblem problem, String beside) {
    return new ConfigProblem(
        problem.severity(),
        problem.position(),
        problem.key(),
        "stands beside the options of a %s, for all its chains alike".formatted(kind.word()),
        "Write it as %s.%s.%s.".formatted(kind.section(), name, beside));
  }

  private static String key(ConfigProblem problem) {
    return problem.key().substring(problem.key().lastIndexOf('.') + 1);
  }
}
