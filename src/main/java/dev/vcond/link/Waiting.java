package dev.vcond.link;

import java.time.Duration;

/**
 * An options record that says how long each call of its link takes at least, so that {@code vcond
 * check} finds a timeout that no call can keep.
 */
public interface Waiting {

  /** The shortest time that a call can take. */
  Duration shortest();
}
