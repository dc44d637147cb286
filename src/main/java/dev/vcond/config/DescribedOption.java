package dev.vcond.config;

import java.util.List;

/**
 * One option as an operator reads about it. The texts may hold code between backticks.
 *
 * @param key as it is written, with dots where it stands below other keys
 * @param type in words, or the values that are allowed
 * @param defaultText as it would be written in YAML; empty if there is no default
 * @param required whether it must be written
 * @param secret whether its value is never shown
 * @param aliases older names that are accepted as well
 * @param example a value as it would be written in YAML; may be empty
 */
public record DescribedOption(
    String key,
    String type,
    String defaultText,
    boolean required,
    boolean secret,
    String meaning,
    List<String> aliases,
    String example) {
  public DescribedOption {
    aliases = List.copyOf(aliases);
  }

  /** The same where the keys around it may be left out together. */
  DescribedOption neededOnlyThere() {
    return new DescribedOption(
        key, type, defaultText, false, secret, meaning + " Has to be there.", aliases, example);
  }
}
