package dev.vcond.app;

import dev.vcond.app.systemd.Condition;
import dev.vcond.app.systemd.Condition.Stage;
import dev.vcond.http.Health;
import dev.vcond.metrics.QueueDepth;
import dev.vcond.worker.FetchLoop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * What systemd is told of a daemon: how far it is, how much there is to do, and what {@code /livez}
 * and {@code /readyz} say against it.
 */
record Vitals(Daemon daemon, Health liveness, Health readiness, Throughput throughput)
    implements Supplier<Condition> {

  @Override
  public Condition get() {
    return new Condition(stage(), status(), against(liveness), daemon.stopsWithin());
  }

  private Stage stage() {
    return switch (daemon.phase()) {
      case STARTING -> Stage.STARTING;
      case WORKING ->
          daemon.workers().filter(Vitals::claims).isPresent() ? Stage.CLAIMING : Stage.STARTING;
      case STOPPING -> Stage.STOPPING;
    };
  }

  private static boolean claims(Workers workers) {
    return workers.lease().holds() && workers.loops().current().stream().allMatch(Vitals::claims);
  }

  /** A chain that waits for a storage claims nothing, as it was told to. */
  private static boolean claims(FetchLoop loop) {
    return !loop.stopped()
        && loop.unreadable().isEmpty()
        && (loop.answered() || !loop.waitsFor().isEmpty());
  }

  private String status() {
    return switch (daemon.phase()) {
      case STARTING -> "Waits for Redis: " + daemon.trouble() + ".";
      case WORKING -> daemon.workers().map(this::work).orElse("");
      case STOPPING -> stopping(daemon.workers().map(Workers::running).orElse(0));
    };
  }

  private String stopping(int inWork) {
    return inWork == 0
        ? "Stops."
        : "Stops: %d in work, which may take up to %d s more."
            .formatted(inWork, Math.max(0, daemon.stopsWithin().toSeconds()));
  }

  private String work(Workers workers) {
    Collection<QueueDepth> depths = workers.watch().depths().values();
    var parts = new ArrayList<String>();
    if (!depths.isEmpty()) {
      parts.add(sum(depths, QueueDepth::depth) + " waiting");
    }
    parts.add(workers.running() + " in work");
    if (!depths.isEmpty()) {
      parts.add(sum(depths, QueueDepth::deadLetters) + " dead letters");
    }
    parts.add(throughput.rate());
    List<String> troubles = against(readiness);
    String counts = String.join(", ", parts) + ".";
    return troubles.isEmpty() ? counts : counts + " Not ready: " + String.join("; ", troubles);
  }

  private static String sum(Collection<QueueDepth> depths, ToLongFunction<QueueDepth> number) {
    return String.format(Locale.ROOT, "%,d", depths.stream().mapToLong(number).sum());
  }

  private static List<String> against(Health health) {
    return health.components().stream()
        .filter(component -> !component.ok())
        .map(component -> component.name() + " " + component.detail())
        .toList();
  }
}
