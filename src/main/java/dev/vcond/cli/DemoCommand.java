package dev.vcond.cli;

import dev.vcond.app.demo.Demo;
import dev.vcond.app.demo.DemoResult;
import dev.vcond.app.demo.DemoSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows vcond at work on servers of its own, and proves what it shows. */
@Command(
    name = "demo",
    description = {
      "Shows vcond at work: starts a Redis and a Postgres of its own, pushes vCons, some of them"
          + " broken on purpose, through a chain into files and rows, reads everything back and"
          + " compares.",
      "",
      "All of it lies in one temporary folder (in $TMPDIR, else /tmp) that is removed at the end."
          + " The exit code is 0 only if every vCon is exactly where and as it must be."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  vcond demo",
      "  vcond demo --count 50000",
      "  vcond demo --vcons my-folder --stay"
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private JsonOption json;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many good vCons are made; default: ${DEFAULT-VALUE}.")
  private int count;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same number makes the same vCons; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--vcons",
      paramLabel = "DIR",
      description = "A folder whose vCons (every *.json below it) go the same way.")
  private @Nullable Path vcons;

  @Option(names = "--stay", description = "Leaves everything running until Ctrl-C.")
  private boolean stay;

  @Option(names = "--keep", description = "Leaves the folder behind; only the servers stop.")
  private boolean keep;

  @Option(
      names = "--programs",
      paramLabel = "DIR",
      hidden = true,
      description = "Where the programs of Postgres are unpacked, and stay.")
  private @Nullable Path programs;

  @Override
  public Integer call() throws Exception {
    checkCount();
    Caller caller = Caller.of(spec);
    DemoScreen screen = new DemoScreen(caller, json.wanted());
    Ending ending = Ending.of(Thread.currentThread());
    try (ending;
        Demo demo = new Demo(settings(caller), screen, InstantSource.system())) {
      screen.begin();
      return run(demo, screen);
    } catch (InterruptedException | IOException | RuntimeException e) {
      if (ending.came()) {
        // An interrupt shows as whatever the code that it hits makes of it.
        screen.ended(keep);
        return ending.exitCode();
      }
      throw e instanceof IOException
          ? new CommandFailure(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()))
          : e;
    }
  }

  private int run(Demo demo, DemoScreen screen) throws IOException, InterruptedException {
    DemoResult result = demo.run();
    if (json.wanted()) {
      json.print(DemoJson.of(result, stay));
    } else {
      new DemoReport(result, screen, new DemoWays(Caller.of(spec), result.ways()))
          .print(stay, keep);
    }
    if (stay) {
      new CountDownLatch(1).await();
    }
    return (result.succeeded() ? ExitCode.OK : ExitCode.FAILED).code();
  }

  private void checkCount() {
    if (count < 0) {
      throw new ParameterException(spec.commandLine(), "--count must not be negative");
    }
  }

  private DemoSettings settings(Caller caller) {
    String temporary =
        caller.environment().getOrDefault("TMPDIR", System.getProperty("java.io.tmpdir"));
    return new DemoSettings(
        count,
        seed,
        Optional.ofNullable(vcons),
        Path.of(temporary),
        keep,
        Optional.ofNullable(programs));
  }
}
