package dev.vcond.cli;

import dev.vcond.app.Blueprint;
import dev.vcond.app.Daemon;
import dev.vcond.app.Launcher;
import dev.vcond.app.Signals;
import dev.vcond.app.Version;
import dev.vcond.config.ConfigException;
import dev.vcond.event.Listeners;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the daemon until SIGTERM or SIGINT. */
@Command(
    name = "run",
    description = {
      "Runs the daemon until SIGTERM or SIGINT; reads the configuration again when it is saved, and"
          + " on SIGHUP.",
      "It then claims no more, waits up to worker.drain_timeout for what is in work, gives the rest"
          + " back to the head of its list and exits with 0. A second signal ends the waiting, a"
          + " third the process."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  vcond run --config /etc/vcond/config.yml",
      "  REDIS_URL=redis://db:6379 vcond run"
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(RunCommand.class);

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions options;

  @Override
  public Integer call() throws InterruptedException {
    Version version = Version.current();
    log.info(
        "vcond {} on Java {} starts with {}.", version.vcond(), version.java(), options.fileName());
    try {
      return run(options.blueprint()).code();
    } catch (ConfigException e) {
      // Warnings, too: without them the operator would read of them only at the next start.
      e.problems().forEach(Caller.of(spec).err()::println);
      return ExitCode.WRONG_CONFIGURATION.code();
    }
  }

  private static ExitCode run(Blueprint blueprint) throws InterruptedException {
    blueprint.warnings().forEach(warning -> log.warn("{}", warning));
    Daemon daemon = launch(blueprint);
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> log.error("Thread {} ended unexpectedly.", thread.getName(), e));
    Signals.hear(daemon, blueprint.config().worker().drainTimeout());
    daemon.awaitStop();
    return daemon.failure().isPresent() ? ExitCode.UNEXPECTED : ExitCode.OK;
  }

  private static Daemon launch(Blueprint blueprint) throws InterruptedException {
    try {
      return new Launcher(blueprint, new Listeners(List.of()), InstantSource.system()).launch();
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }
}
