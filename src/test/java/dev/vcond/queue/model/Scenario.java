package dev.vcond.queue.model;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a search plays through.
 *
 * @param pushes ids in the order in which a producer pushes them, each with a newer document
 * @param instances how many daemons, each on a host of its own
 * @param concurrency how many runs a daemon has at a time
 * @param changes whether runs change the document, so that it is written back
 * @param faults the most faults in all
 * @param limits which faults there are, and the most of each
 */
record Scenario(
    List<String> pushes,
    int instances,
    int concurrency,
    boolean changes,
    int faults,
    Map<Fault, Integer> limits) {

  static final String LIST = "L";
  static final String EGRESS = "E";
  static final String DEAD = "DLQ:L";

  Scenario {
    pushes = List.copyOf(pushes);
    limits = Map.copyOf(limits);
  }

  /** The ids. */
  Set<String> ids() {
    return Set.copyOf(pushes);
  }

  /** How often the first pushes have pushed an id. */
  int times(String id, int pushed) {
    return (int) pushes.subList(0, pushed).stream().filter(id::equals).count();
  }
}
