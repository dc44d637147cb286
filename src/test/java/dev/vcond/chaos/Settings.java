package dev.vcond.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * One run.
 *
 * @param faulty how long faults are injected
 * @param seed of the load and of the schedule of faults
 * @param faults those that are injected
 * @param sentinel whether Redis is a server with a replica under a Sentinel
 * @param daemons how many
 * @param perSecond how many ids are pushed per second
 * @param gap the longest time between two faults
 * @param folder for everything; new
 */
record Settings(
    Duration faulty,
    long seed,
    Set<Fault> faults,
    boolean sentinel,
    int daemons,
    int perSecond,
    Duration gap,
    Path folder) {
  Settings {
    faults = Set.copyOf(faults);
  }
}
