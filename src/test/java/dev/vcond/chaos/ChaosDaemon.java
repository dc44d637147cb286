package dev.vcond.chaos;

import dev.vcond.app.Blueprint;
import dev.vcond.app.BuiltIns;
import dev.vcond.app.Catalog;
import dev.vcond.app.Daemon;
import dev.vcond.app.Launcher;
import dev.vcond.app.Signals;
import dev.vcond.config.Option;
import dev.vcond.config.Overrides;
import dev.vcond.event.Listeners;
import dev.vcond.link.LinkResult;
import dev.vcond.link.LinkType;
import dev.vcond.vcon.Vcon;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What {@code vcond run} runs, and a link that ends the process at a deadly document and takes its
 * time with a slow one. Its only argument is the configuration.
 */
final class ChaosDaemon {
  static final String DEADLY = "deadly";
  static final String SLOW = "slow";

  private static final long SHORT_MILLIS = 20;
  private static final long LONG_MILLIS = 2_000;

  private ChaosDaemon() {}

  /** No options. */
  record Options(@Option(value = "Nothing.", defaultValue = "x", example = "y") String nothing) {}

  public static void main(String[] args) throws Exception {
    Thread.ofPlatform().name("vcond-chaos").daemon().start(ChaosDaemon::endWithTheRun);
    var links = new ArrayList<LinkType<?>>(BuiltIns.links());
    links.add(
        new LinkType<>("links.trap", "A trap.", "", Options.class, _ -> (vcon, _) -> trap(vcon)));
    var catalog = new Catalog(links, BuiltIns.storages());
    var blueprint = Blueprint.read(Path.of(args[0]), Map.of(), Overrides.none(), catalog);
    Daemon daemon =
        new Launcher(blueprint, new Listeners(List.of()), InstantSource.system()).launch();
    Signals.hear(daemon, blueprint.config().worker().drainTimeout());
    daemon.awaitStop();
  }

  /** Standard input is a pipe that only the run holds: its end is the end of the run. */
  private static void endWithTheRun() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      // It has ended, too.
    }
    Runtime.getRuntime().halt(1);
  }

  private static LinkResult trap(Vcon vcon) throws InterruptedException {
    String subject = vcon.subject().orElse("");
    System.out.println(Diary.now() + " runs " + vcon.id() + " " + subject);
    if (subject.startsWith(DEADLY)) {
      Runtime.getRuntime().halt(137);
    }
    var _ =
        new CountDownLatch(1)
            .await(subject.startsWith(SLOW) ? LONG_MILLIS : SHORT_MILLIS, TimeUnit.MILLISECONDS);
    return LinkResult.proceed(vcon);
  }
}
