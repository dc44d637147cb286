package dev.vcond.config;

/**
 * A link or storage as a chain names it.
 *
 * @param inlineOptions laid over the options of the named one, key by key; empty for a bare name
 */
public record StepRef(String name, ConfigValue.Mapping inlineOptions, Position position) {}
