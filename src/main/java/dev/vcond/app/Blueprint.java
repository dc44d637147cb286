package dev.vcond.app;

import dev.vcond.config.Config;
import dev.vcond.config.ConfigLoader;
import dev.vcond.config.ConfigProblem;
import dev.vcond.config.Draft;
import dev.vcond.config.Overrides;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A configuration that is right to the last option of the last module: all that is needed to open
 * it, and nothing opened. Whoever reads a configuration reads it here, so that {@code vcond run},
 * {@code vcond check} and every tool say the same about a file. Immutable.
 */
public final class Blueprint {
  private final Config config;
  private final List<BoundChain> chains;
  private final Map<String, BoundStorage> storages;
  private final List<ConfigProblem> warnings;

  private Blueprint(Config config, ModuleBinder.Bound bound, List<ConfigProblem> warnings) {
    this.config = config;
    this.chains = List.copyOf(bound.chains());
    this.storages = Collections.unmodifiableMap(new LinkedHashMap<>(bound.storages()));
    this.warnings = List.copyOf(warnings);
  }

  /**
   * Reads a file and binds the options of every module that it names; asks no network and makes no
   * folder.
   *
   * @param flags by dotted key, such as {@code redis.url}
   * @throws dev.vcond.config.ConfigException with everything that is wrong, if anything is
   */
  public static Blueprint read(
      Path file, Map<String, String> environment, Overrides flags, Catalog catalog) {
    Draft draft = ConfigLoader.read(file, environment, flags);
    Config config = draft.config();
    ModuleBinder.Bound bound =
        config == null
            ? ModuleBinder.Bound.nothing()
            : new ModuleBinder(config, draft.raw(), catalog, draft.problems()).bind();
    var sound = draft.sound();
    return new Blueprint(sound.config(), bound, sound.warnings());
  }

  public Config config() {
    return config;
  }

  /** What the operator should be told once. */
  public List<ConfigProblem> warnings() {
    return warnings;
  }

  /** The enabled chains, in the order of the file. */
  List<BoundChain> chains() {
    return chains;
  }

  /** Every storage of the file that can be opened as it stands there, by name, in its order. */
  Map<String, BoundStorage> storages() {
    return storages;
  }
}
