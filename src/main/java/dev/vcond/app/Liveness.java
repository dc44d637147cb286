package dev.vcond.app;

import dev.vcond.http.Health;
import dev.vcond.worker.FetchLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a restart is the only help: a thread that ended by itself or has not moved for a minute.
 * Never because Redis or a storage is away, which a restart does not mend. Feeds systemd's watchdog
 * as well.
 */
record Liveness(Daemon daemon) implements Health {
  /** Far above what a thread can wait for a Redis that hangs, which is 5 s for a list. */
  private static final Duration STUCK = Duration.ofMinutes(1);

  @Override
  public List<Component> components() {
    var all = new ArrayList<Component>();
    all.add(new Component("daemon", true, daemon.phase().name().toLowerCase(Locale.ROOT)));
    if (daemon.phase() == Daemon.Phase.WORKING) {
      daemon.workers().ifPresent(workers -> addThreads(workers, all));
    }
    return all;
  }

  private static void addThreads(Workers workers, List<Component> all) {
    all.add(thread("heart", workers.heart().idleFor(), false));
    for (FetchLoop loop : workers.loops().current()) {
      boolean ended = loop.stopped();
      // Without Redis a loop may be held up by many lists, each with its own time-out.
      Duration idle = workers.heart().away() ? Duration.ZERO : loop.idleFor();
      all.add(thread("chain " + loop.name(), idle, ended));
    }
  }

  private static Component thread(String name, Duration idle, boolean ended) {
    if (ended) {
      return new Component(name, false, "its thread has ended");
    }
    return new Component(
        name,
        idle.compareTo(STUCK) < 0,
        (idle.compareTo(STUCK) < 0 ? "moved %d s ago" : "has not moved for %d s")
            .formatted(idle.toSeconds()));
  }
}
