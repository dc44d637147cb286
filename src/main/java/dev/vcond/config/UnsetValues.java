package dev.vcond.config;

import java.util.List;

/**
 * Values that hold a variable, file or credential that is not there. Where nothing reads the value
 * it stops no start: a variable of one machine's disabled chain need not be set on the other.
 *
 * @param unused where they stop nothing
 */
record UnsetValues(List<ConfigProblem> found, UnusedEntries unused) {

  /** What is left out as a whole, with a word of its own. */
  private static final String LEFT_OUT =
      "(imports|ingress_auth|tracers|followers)\\b.*|(links|storages)\\..+\\.pip_name";

  /** Adds what matters to the problems of the file. */
  void report(Problems problems) {
    found.stream()
        .filter(problem -> !problem.key().matches(LEFT_OUT))
        .map(unused::unlessUsed)
        .forEach(problems::add);
  }
}
