package dev.vcond.link;

import java.util.List;

/**
 * An options record that may be right and yet hardly what somebody meant, so that {@code vcond
 * check} warns of it.
 */
public interface Doubtful {

  /** What is odd about these options; in general nothing. */
  List<Doubt> doubts();

  /**
   * One thing.
   *
   * @param key the YAML key, relative to the options
   * @param message what happens with such options, without secret values
   * @param hint what to do about it, as a sentence
   */
  record Doubt(String key, String message, String hint) {}
}
