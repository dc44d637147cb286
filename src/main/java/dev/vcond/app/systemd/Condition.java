package dev.vcond.app.systemd;

import java.time.Duration;
import java.util.List;

/**
 * How the daemon is, as far as systemd wants to know.
 *
 * @param status a line for people
 * @param stuck what only a restart mends; the watchdog is not fed while there is any
 * @param stopsWithin how much longer the stop may take, of one that stops
 */
public record Condition(Stage stage, String status, List<String> stuck, Duration stopsWithin) {
  public Condition {
    stuck = List.copyOf(stuck);
  }

  /** How far it is. */
  public enum Stage {
    STARTING,
    /** Redis was asked for ids, for every chain, and answered. */
    CLAIMING,
    STOPPING
  }
}
