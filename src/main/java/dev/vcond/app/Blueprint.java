package dev.vcond.app;

import dev.vcond.config.Config;
import dev.vcond.config.ConfigLoader;
import dev.vcond.config.ConfigProblem;
import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.Draft;
import dev.vcond.config.Overrides;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A configuration that is right to the last option of the last module: all that is needed to open
 * it, and nothing opened. Whoever reads a configuration reads it here, so that {@code vcond run},
 * {@code vcond check} and every tool say the same about a file. Immutable.
 */
public final class Blueprint {
  private final Config config;
  private final List<BoundChain> chains;
  private final List<ConfigProblem> warnings;
  private final Catalog catalog;

  private Blueprint(
      Config config, List<BoundChain> chains, List<ConfigProblem> warnings, Catalog catalog) {
    this.config = config;
    this.catalog = catalog;
    this.chains = List.copyOf(chains);
    this.warnings = List.copyOf(warnings);
  }

  /**
   * Reads a file and binds the options of every module that it names; asks no network and makes no
   * folder.
   *
   * @param catalog to which the plugins of {@code plugins.dir} are added
   * @param flags by dotted key, such as {@code redis.url}
   * @throws dev.vcond.config.ConfigException with everything that is wrong, if anything is
   */
  public static Blueprint read(
      Path file, Map<String, String> environment, Overrides flags, Catalog catalog) {
    return of(ConfigLoader.read(file, environment, flags), catalog);
  }

  /**
   * A configuration that was read already, with other options of its links.
   *
   * @param catalog to which the plugins of {@code plugins.dir} are added
   * @throws dev.vcond.config.ConfigException with everything that is wrong, if anything is
   */
  public static Blueprint of(Draft draft, UnaryOperator<Mapping> linkOptions, Catalog catalog) {
    Config config = draft.config();
    return of(
        new Draft(
            config == null ? null : config.withLinkOptions(linkOptions),
            draft.problems(),
            draft.raw()),
        catalog);
  }

  private static Blueprint of(Draft draft, Catalog catalog) {
    Config config = draft.config();
    if (config == null) {
      var sound = draft.sound();
      return new Blueprint(sound.config(), List.of(), sound.warnings(), catalog);
    }
    Catalog whole = catalog.with(config.plugins().dir());
    try {
      var chains = new ModuleBinder(config, draft.raw(), whole, draft.problems()).chains();
      var sound = draft.sound();
      return new Blueprint(sound.config(), chains, sound.warnings(), whole);
    } catch (RuntimeException e) {
      whole.close();
      throw e;
    }
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

  /** Everything that the file could name; to be closed after all that was opened from here. */
  Catalog catalog() {
    return catalog;
  }
}
