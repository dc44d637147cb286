package dev.vcond.config;

import java.util.function.UnaryOperator;

/**
 * A link or storage as a chain names it.
 *
 * @param inlineOptions laid over the options of the named one, key by key; empty for a bare name
 */
public record StepRef(String name, ConfigValue.Mapping inlineOptions, Position position) {

  StepRef withOptions(UnaryOperator<ConfigValue.Mapping> other) {
    return new StepRef(name, other.apply(inlineOptions), position);
  }
}
