package dev.vcond.cli;

import dev.vcond.app.Blueprint;
import dev.vcond.app.Catalog;
import dev.vcond.app.Launcher;
import dev.vcond.config.ConfigException;
import dev.vcond.config.ConfigLoader;
import dev.vcond.config.Overrides;
import dev.vcond.event.Listeners;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the daemon until SIGTERM or SIGINT. */
@Command(
    name = "run",
    description = "Runs the daemon until it is told to stop.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(RunCommand.class);

  /** EX_CONFIG of sysexits.h. */
  static final int BAD_CONFIGURATION = 78;

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration; default: config.yml.")
  private @Nullable Path file;

  @Override
  public Integer call() throws Exception {
    try {
      String home = System.getenv("VCOND_HOME");
      Path found = ConfigLoader.locate(file, System.getenv(), home == null ? null : Path.of(home));
      Blueprint blueprint =
          Blueprint.read(found, System.getenv(), Overrides.none(), Catalog.builtIn());
      blueprint.warnings().forEach(warning -> log.warn("{}", warning));
      var daemon =
          new Launcher(blueprint, new Listeners(List.of()), InstantSource.system()).launch();
      Duration drain = blueprint.config().worker().drainTimeout();
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform().name("vcond-stop").unstarted(() -> daemon.stop(drain)));
      daemon.awaitStop();
      return 0;
    } catch (ConfigException e) {
      e.problems().forEach(problem -> spec.commandLine().getErr().println(problem));
      return BAD_CONFIGURATION;
    }
  }
}
