package dev.vcond.config;

import dev.vcond.config.ConfigValue.Mapping;
import org.jspecify.annotations.Nullable;

/**
 * A configuration that may be wrong, as far as it could be read. Not shared.
 *
 * @param config made of the sound parts, defaults in the place of the others; null when the file is
 *     no YAML at all
 * @param problems what was found so far; more may be added before {@link #sound} is asked for
 * @param raw the file after interpolation, without environment, flags and defaults
 * @param origins where its values come from
 */
public record Draft(@Nullable Config config, Problems problems, Mapping raw, Origins origins) {

  /**
   * The configuration, if nothing is wrong with it.
   *
   * @throws ConfigException with all problems, warnings among them, when there is an error
   */
  public Loaded sound() {
    problems.throwIfErrors();
    if (config == null) {
      throw new IllegalStateException("A configuration was refused without a reason");
    }
    return new Loaded(config, problems.warnings(), raw, origins);
  }
}
