package dev.vcond.chaos;

import dev.vcond.chaos.Accounting.Violation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One run from the first server to the last account. */
final class Chaos {
  private static final Duration STARTED = Duration.ofSeconds(90);
  private static final Duration DRAINED = Duration.ofSeconds(150);
  private static final int SHOWN = 20;

  private final Settings settings;
  private final PrintStream out;

  Chaos(Settings settings, PrintStream out) {
    this.settings = settings;
    this.out = out;
  }

  static void pause(long millis) throws InterruptedException {
    var _ = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
  }

  /** Waits until something is true; false if it took too long. */
  static boolean await(Duration limit, BooleanSupplier condition) throws InterruptedException {
    long begun = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - begun > limit.toNanos()) {
        return false;
      }
      pause(100);
    }
    return true;
  }

  Outcome run() throws IOException, InterruptedException, SQLException {
    Files.createDirectories(settings.folder());
    try (Stage stage = Stage.open(settings);
        Watcher watcher = new Watcher(stage)) {
      stage.crew().start();
      if (!await(STARTED, () -> stage.redis().instances() == settings.daemons())) {
        throw new IOException("The daemons did not start; see " + settings.folder());
      }
      stage.load().start();
      watcher.start();
      var schedule = new Schedule(stage, settings, watcher);
      out.printf("chaos: faults for %d s ...%n", settings.faulty().toSeconds());
      schedule.run();
      stage.load().stop();
      out.println("chaos: the faults are over; everything drains ...");
      var replays = new Replays();
      if (drained(watcher)) {
        replays.run(stage);
        drained(watcher);
      }
      return outcome(stage, watcher, schedule, replays);
    }
  }

  private static boolean drained(Watcher watcher) throws InterruptedException {
    // What was seen before the last push says nothing.
    pause(1_000);
    return await(DRAINED, () -> watcher.there().isEmpty());
  }

  private Outcome outcome(Stage stage, Watcher watcher, Schedule schedule, Replays replays)
      throws IOException, SQLException {
    var items = stage.load().items();
    var accounting = new Accounting(stage, Found.in(stage), replays.byId(), watcher.there());
    accounting.examine(items);
    tell(stage, accounting.violations());
    List<String> troubles = new ArrayList<>(schedule.failures());
    stage.crew().said("unexpectedly").forEach(troubles::add);
    return new Outcome(
        settings,
        schedule.done(),
        items.size(),
        items.stream().mapToInt(Item::mostPushes).sum(),
        accounting.stored(),
        accounting.dead(),
        replays.byCode(),
        replays.byId().values().stream().mapToInt(Integer::intValue).sum(),
        replays.framed(),
        stage.crew().restarts(),
        stage.crew().said("counts now").size(),
        stage.crew().said("The lease lapsed").size(),
        watcher.slowest(),
        watcher.slowestOf(),
        accounting.violations(),
        troubles);
  }

  private void tell(Stage stage, List<Violation> violations) throws IOException {
    Path file = settings.folder().resolve("violations.txt");
    var all = new ArrayList<String>();
    for (Violation one : violations) {
      all.add("%s: %s%n  %s".formatted(one.wrong(), one.item(), one.why()));
      if (all.size() < 400) {
        stage.diary().about(one.item().id()).forEach(line -> all.add("    " + line));
        stage.redis().history(one.item().id()).forEach(line -> all.add("    " + line));
        stage
            .crew()
            .said(one.item().id().toLowerCase(Locale.ROOT))
            .forEach(line -> all.add("    " + line));
      }
    }
    Files.write(file, all);
    all.stream().limit(SHOWN * 10L).forEach(out::println);
  }
}
