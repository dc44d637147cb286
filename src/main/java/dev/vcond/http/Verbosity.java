package dev.vcond.http;

/** How much the log says, for an operator who wants to see more for a while. Thread-safe. */
public interface Verbosity {
  /** The level's name. */
  String level();

  /**
   * Sets it until the next start.
   *
   * @return false if there is no such level
   */
  boolean set(String level);
}
