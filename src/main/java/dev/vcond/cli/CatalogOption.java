package dev.vcond.cli;

import dev.vcond.app.ModuleKind;
import dev.vcond.app.ModuleList;
import dev.vcond.config.ConfigLoader;
import dev.vcond.config.Overrides;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which modules there are: ours, and with a configuration the plugins that it has. */
final class CatalogOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A configuration, whose plugins are listed, too.")
  private @Nullable Path file;

  /**
   * The modules of a kind; to be closed.
   *
   * @throws dev.vcond.config.ConfigException if there is a configuration and it is wrong
   */
  ModuleList modules(ModuleKind kind) {
    return file == null
        ? ModuleList.builtIn(kind)
        : ModuleList.of(
            kind,
            ConfigLoader.load(file, Caller.of(command).environment(), Overrides.none()).config());
  }
}
