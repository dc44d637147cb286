package dev.vcond.config;

import dev.vcond.config.ConfigProblem.Severity;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used, with all its problems; one line of the message each. */
public final class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<ConfigProblem> problems;

  public ConfigException(List<ConfigProblem> problems) {
    super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Errors and, for completeness, the warnings that came with them, in the order of the file. */
  public List<ConfigProblem> problems() {
    return problems;
  }

  /** Only what must be mended. */
  public List<ConfigProblem> errors() {
    return problems.stream().filter(problem -> problem.severity() == Severity.ERROR).toList();
  }
}
