package dev.vcond.link.delay;

import dev.vcond.config.Durations;
import java.time.Duration;

/**
 * A time to wait; less than nothing is none, as in files of vcon-server.
 *
 * @param belowZero whether it was written with a minus
 */
public record Pause(Duration length, boolean belowZero) {

  /**
   * Reads a time, with or without a minus.
   *
   * @throws IllegalArgumentException saying what was expected, without the text
   */
  public static Pause parse(String text) {
    boolean minus = text.strip().startsWith("-");
    Duration length = Durations.parse(minus ? text.strip().substring(1) : text);
    return minus ? new Pause(Duration.ZERO, !length.isZero()) : new Pause(length, false);
  }
}
