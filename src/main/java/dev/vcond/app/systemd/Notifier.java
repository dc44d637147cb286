package dev.vcond.app.systemd;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd how the daemon is, whenever that changes, on a platform thread of its own. Closed
 * last: until then it asks for the time that the stop takes. Thread-safe.
 */
public final class Notifier implements Reloads, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Notifier.class);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration STATUS = Duration.ofSeconds(5);
  private static final Duration EXTEND = Duration.ofSeconds(5);

  /** Three times as long as the pause between two requests. */
  private static final long EXTENSION_MICROS = 15_000_000;

  /** What giving back and closing may take beyond the drain; then systemd may lose its patience. */
  private static final Duration TO_CLOSE = Duration.ofSeconds(15);

  private final Optional<Supervisor> manager;
  private final Optional<Duration> watchdog;
  private final LongSupplier nanos;
  private final Moment lastFed = new Moment();
  private final Moment lastStatus = new Moment();
  private final Moment lastExtended = new Moment();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().name("vcond-systemd").daemon().unstarted(this::lookUntilStopped);
  private @Nullable Supplier<Condition> condition;
  private boolean ready;
  private boolean reloading;
  private boolean stopping;
  private boolean stuck;
  private String status = "";
  private String reloadTrouble = "";

  /** When something was done last. */
  private final class Moment {
    private @Nullable Long at;

    boolean over(Duration pause) {
      Long last = at;
      return last == null || nanos.getAsLong() - last >= pause.toNanos();
    }

    void now() {
      at = nanos.getAsLong();
    }
  }

  /**
   * @param watchdog how often systemd wants to hear that the daemon is alive
   * @param nanos what {@code System.nanoTime} is
   */
  Notifier(Optional<Supervisor> manager, Optional<Duration> watchdog, LongSupplier nanos) {
    this.manager = manager;
    this.watchdog = watchdog;
    this.nanos = nanos;
  }

  /** For the manager that the environment names; without one nobody is told anything. */
  public static Notifier of(Map<String, String> environment) {
    return new Notifier(
        Supervisor.of(environment),
        Supervisor.watchdog(environment, ProcessHandle.current().pid()),
        System::nanoTime);
  }

  /**
   * Tells from now on.
   *
   * @param how must answer at once from what is known
   */
  public void start(Supplier<Condition> how) {
    watch(how);
    if (manager.isPresent()) {
      thread.start();
    }
  }

  /** Only that: a test looks itself. */
  synchronized void watch(Supplier<Condition> how) {
    condition = how;
  }

  private void lookUntilStopped() {
    try {
      do {
        lookAgain();
      } while (!stop.await(pause().toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookAgain() {
    try {
      look();
    } catch (RuntimeException e) {
      // Not fed meanwhile, so it ends one way or the other.
      log.error("systemd was not told how vcond is; it is tried again.", e);
    }
  }

  private Duration pause() {
    return feedPause().filter(feed -> feed.compareTo(LOOK) < 0).orElse(LOOK);
  }

  /**
   * Half of it is what sd_watchdog_enabled(3) asks for; a quarter leaves room for a busy machine.
   */
  private Optional<Duration> feedPause() {
    return watchdog.map(all -> all.dividedBy(4));
  }

  /** Tells what has changed. */
  synchronized void look() {
    Supplier<Condition> how = condition;
    if (how == null || manager.isEmpty()) {
      return;
    }
    Condition now = how.get();
    switch (now.stage()) {
      case STARTING -> {}
      case CLAIMING -> becomeReady(now);
      case STOPPING -> stop(now);
    }
    tellStatus(now);
    feed(now);
  }

  private void becomeReady(Condition now) {
    if (!ready) {
      ready = true;
      tell(now, "READY=1");
    }
  }

  private void stop(Condition now) {
    if (!stopping) {
      stopping = true;
      tell(now, "STOPPING=1");
    }
    boolean inTime = now.stopsWithin().plus(TO_CLOSE).isPositive();
    if (inTime && lastExtended.over(EXTEND)) {
      lastExtended.now();
      tell("EXTEND_TIMEOUT_USEC=" + EXTENSION_MICROS);
    }
  }

  private void tellStatus(Condition now) {
    if (lastStatus.over(STATUS) && !line(now).equals(status)) {
      tell(now);
    }
  }

  private void tell(Condition now, String... changes) {
    status = line(now);
    lastStatus.now();
    var all = Arrays.copyOf(changes, changes.length + 1);
    all[changes.length] = "STATUS=" + status;
    tell(all);
  }

  private void tell(String... assignments) {
    manager.ifPresent(listening -> listening.tell(assignments));
  }

  private String line(Condition now) {
    return (now.status() + " " + reloadTrouble).replaceAll("\\p{Cntrl}+", " ").strip();
  }

  private void feed(Condition now) {
    boolean hungry = feedPause().filter(lastFed::over).isPresent();
    if (!now.stuck().isEmpty()) {
      tellWhereItStands(now);
    } else if (hungry) {
      stuck = false;
      lastFed.now();
      tell("WATCHDOG=1");
    }
  }

  /** Once: what hangs is killed, and only now can it be seen where. */
  private void tellWhereItStands(Condition now) {
    if (stuck || watchdog.isEmpty()) {
      return;
    }
    stuck = true;
    log.error(
        "vcond does not move any more and lets systemd's watchdog end it: {}. Its threads:{}",
        String.join("; ", now.stuck()),
        threads());
  }

  private static String threads() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(each -> each.getKey().getName().startsWith("vcond-"))
        .map(each ->
            Arrays.stream(each.getValue())
                .map(frame -> "\n    at " + frame)
                .collect(Collectors.joining("", "\n  " + each.getKey().getName(), "")))
        .sorted()
        .collect(Collectors.joining());
  }

  @Override
  public synchronized void reloadBegins() {
    if (ready && !stopping) {
      reloading = true;
      tell(
          "RELOADING=1",
          "MONOTONIC_USEC=" + UnixDatagram.monotonicMicros(),
          "STATUS=Reloads the configuration.");
    }
  }

  @Override
  public synchronized void reloadEnded(String trouble) {
    reloadTrouble = trouble;
    Supplier<Condition> how = condition;
    if (reloading && !stopping && how != null) {
      tell(how.get(), "READY=1");
    }
    reloading = false;
  }

  /** Says that it stops, if nobody has, and nothing from then on. */
  @Override
  public void close() {
    stop.countDown();
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    lookAgain();
  }
}
