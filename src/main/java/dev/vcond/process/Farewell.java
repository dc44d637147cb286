package dev.vcond.process;

import java.time.Duration;

/**
 * How a program and what it has started are ended.
 *
 * @param grace between TERM and KILL when it is stopped; zero: KILL at once
 * @param sweeps whether what it leaves behind when it ends by itself is killed
 */
public record Farewell(Duration grace, boolean sweeps) {
  /** KILL at once; what a program leaves behind when it ends by itself is its own affair. */
  public static final Farewell ABRUPT = new Farewell(Duration.ZERO, false);
}
