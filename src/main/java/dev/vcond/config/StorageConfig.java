package dev.vcond.config;

/**
 * A storage under {@code storages}.
 *
 * @param name what chains call it
 * @param options bound by the drawer that {@code module} names; without keys of the policy
 * @param policy what the engine does around the storage
 * @param position where its name stands
 */
public record StorageConfig(
    String name,
    String module,
    ConfigValue.Mapping options,
    StoragePolicy policy,
    Position position) {

  /** The same with another policy. */
  public StorageConfig withPolicy(StoragePolicy other) {
    return new StorageConfig(name, module, options, other, position);
  }
}
