package dev.vcond.config;

import java.util.List;

/**
 * A configuration that can be used.
 *
 * @param warnings what the operator should be told once
 * @param raw the file after interpolation, without environment, flags and defaults
 * @param origins where its values come from
 */
public record Loaded(
    Config config, List<ConfigProblem> warnings, ConfigValue.Mapping raw, Origins origins) {

  public Loaded {
    warnings = List.copyOf(warnings);
  }
}
