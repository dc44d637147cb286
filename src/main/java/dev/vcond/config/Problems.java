package dev.vcond.config;

import dev.vcond.config.ConfigProblem.Severity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Gathers everything that is wrong, so that an operator is told all of it at once. Not shared. */
public final class Problems {

  /** Shorter texts are no secrets, and cutting them out would leave nothing to read. */
  static final int SHORTEST_SECRET = 4;

  private final List<ConfigProblem> found = new ArrayList<>();
  private final Set<String> secrets = new LinkedHashSet<>();

  /** Adds something that makes the configuration unusable. */
  public void error(Position position, String key, String message, String hint) {
    add(new ConfigProblem(Severity.ERROR, position, key, message, hint));
  }

  /** Adds something that the operator should know and that does not stop the start. */
  public void warning(Position position, String key, String message, String hint) {
    add(new ConfigProblem(Severity.WARNING, position, key, message, hint));
  }

  /** Adds a problem; the very same one is kept once (an anchor's value is met at each alias). */
  public void add(ConfigProblem problem) {
    if (!found.contains(problem)) {
      found.add(problem);
    }
  }

  /** Puts others in the place of those that were found so far. */
  void change(UnaryOperator<ConfigProblem> how) {
    List<ConfigProblem> before = List.copyOf(found);
    found.clear();
    before.forEach(problem -> add(how.apply(problem)));
  }

  /** Adds all that another collection holds. */
  public void addAll(Iterable<ConfigProblem> problems) {
    problems.forEach(this::add);
  }

  /**
   * Cuts a text out of everything that is said, now or later: the last guard for what was read from
   * secret files, whoever writes the message.
   */
  void conceal(String secret) {
    if (secret.length() >= SHORTEST_SECRET) {
      secrets.add(secret);
    }
  }

  private ConfigProblem concealed(ConfigProblem problem) {
    String message = problem.message();
    String hint = problem.hint();
    for (String secret : secrets) {
      message = message.replace(secret, "***");
      hint = hint.replace(secret, "***");
    }
    return new ConfigProblem(problem.severity(), problem.position(), problem.key(), message, hint);
  }

  public boolean hasErrors() {
    return found.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
  }

  /** Errors and warnings in the order of the file. */
  public List<ConfigProblem> list() {
    return found.stream().map(this::concealed).sorted(ConfigProblem.BY_PLACE).toList();
  }

  public List<ConfigProblem> errors() {
    return list().stream().filter(problem -> problem.severity() == Severity.ERROR).toList();
  }

  public List<ConfigProblem> warnings() {
    return list().stream().filter(problem -> problem.severity() == Severity.WARNING).toList();
  }

  /**
   * Ends the reading of a configuration that cannot be used.
   *
   * @throws ConfigException with all problems, warnings among them, when there is an error
   */
  public void throwIfErrors() {
    if (hasErrors()) {
      throw new ConfigException(list());
    }
  }
}
