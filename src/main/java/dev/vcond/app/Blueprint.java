package dev.vcond.app;

import dev.vcond.config.Config;
import dev.vcond.config.ConfigLoader;
import dev.vcond.config.ConfigProblem;
import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.Draft;
import dev.vcond.config.EffectiveConfig;
import dev.vcond.config.Loaded;
import dev.vcond.config.Origins;
import dev.vcond.config.Overrides;
import dev.vcond.config.Restart;
import dev.vcond.config.Spelling;
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
  private final Source source;
  private final Config config;
  private final List<BoundChain> chains;
  private final List<ConfigProblem> warnings;
  private final Catalog catalog;
  private final Spelling said;
  private final Origins origins;

  /** Where a configuration comes from. */
  private record Source(
      Path file, Map<String, String> environment, Overrides flags, Catalog builtIn) {}

  private Blueprint(Source source, Loaded loaded, List<BoundChain> chains, Catalog catalog) {
    this.source = source;
    this.config = loaded.config();
    this.chains = List.copyOf(chains);
    this.warnings = loaded.warnings();
    this.catalog = catalog;
    this.said = Spelling.of(loaded.raw());
    this.origins = loaded.origins();
  }

  private Blueprint(Blueprint from, Config config) {
    this.source = from.source;
    this.config = config;
    this.chains = from.chains;
    this.warnings = from.warnings;
    this.catalog = from.catalog;
    this.said = from.said;
    this.origins = from.origins;
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
    return read(new Source(file, Map.copyOf(environment), flags, catalog));
  }

  private static Blueprint read(Source source) {
    return of(ConfigLoader.read(source.file, source.environment, source.flags), source);
  }

  /**
   * A configuration that was read already, with other options of its links; it cannot be read
   * again.
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
            draft.raw(),
            draft.origins()),
        new Source(Path.of(""), Map.of(), Overrides.none(), catalog));
  }

  private static Blueprint of(Draft draft, Source source) {
    Config config = draft.config();
    if (config == null) {
      return new Blueprint(source, draft.sound(), List.of(), source.builtIn);
    }
    Catalog whole = source.builtIn.with(config.plugins().dir());
    try {
      var chains = new ModuleBinder(config, draft.raw(), whole, draft.problems()).chains();
      return new Blueprint(source, draft.sound(), chains, whole);
    } catch (RuntimeException e) {
      whole.close();
      throw e;
    }
  }

  /**
   * Reads the same file as it is now, for the same command.
   *
   * @throws dev.vcond.config.ConfigException with everything that is wrong, if anything is
   */
  Blueprint again() {
    return read(source);
  }

  /** The file that it was read from. */
  public Path file() {
    return source.file;
  }

  public Config config() {
    return config;
  }

  /** The configuration as it counts, with every default. */
  public EffectiveConfig effective() {
    return new EffectiveConfig(config, origins, new BoundOptions(catalog));
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

  /** Whether the file says the very same, secrets from other files included. */
  boolean saysTheSameAs(Blueprint other) {
    return said.equals(other.said);
  }

  /** This one as far as a process that runs on another can take it over. */
  Blueprint without(Restart restart) {
    return new Blueprint(this, restart.config());
  }
}
