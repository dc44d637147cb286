package dev.vcond.config;

import java.util.Comparator;

/**
 * One thing that is wrong with a configuration, said so that it can be mended: where, which key,
 * what happened and what to do. Holds no secret values.
 *
 * @param key the dotted path of the key, empty when the problem belongs to no key
 * @param hint what to do about it, empty when the message says it all
 */
public record ConfigProblem(
    Severity severity, Position position, String key, String message, String hint) {

  /** Whether the configuration can be used in spite of the problem. */
  public enum Severity {
    ERROR,
    WARNING
  }

  /** File by file and line by line; what stands on no line comes last. */
  public static final Comparator<ConfigProblem> BY_PLACE =
      Comparator.<ConfigProblem, Boolean>comparing(problem -> problem.line() == 0)
          .thenComparing(ConfigProblem::file)
          .thenComparingInt(ConfigProblem::line)
          .thenComparingInt(ConfigProblem::column)
          .thenComparing(ConfigProblem::key);

  public String file() {
    return position.file();
  }

  public int line() {
    return position.line();
  }

  public int column() {
    return position.column();
  }

  /** The same problem of a key that is called otherwise. */
  public ConfigProblem withKey(String other) {
    return new ConfigProblem(severity, position, other, message, hint);
  }

  /** The same problem with another hint. */
  public ConfigProblem withHint(String other) {
    return new ConfigProblem(severity, position, key, message, other);
  }

  /** {@code config.yml:12:7: storages.disk.on_failure: expected one of ... Did you mean ...?} */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder().append(position).append(": ");
    if (severity == Severity.WARNING) {
      text.append("warning: ");
    }
    if (!key.isEmpty()) {
      text.append(key).append(": ");
    }
    text.append(message);
    if (!hint.isEmpty()) {
      text.append(message.matches("(?s).*[.?!]") ? " " : ". ").append(sentence(hint));
    }
    return text.toString();
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
