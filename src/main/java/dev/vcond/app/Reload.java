package dev.vcond.app;

import dev.vcond.app.systemd.Reloads;
import dev.vcond.config.ConfigException;
import dev.vcond.config.ConfigProblem;
import dev.vcond.config.Restart;
import dev.vcond.http.Health;
import dev.vcond.link.Link;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration again and goes on with it if it is right to the last option; else the
 * last good one stays and everybody is told what is wrong. One at a time. Thread-safe.
 */
public final class Reload {
  private static final Logger log = LoggerFactory.getLogger(Reload.class);

  private final Daemon daemon;
  private final Openings openings;
  private final Wiring.Surroundings around;
  private final Consumer<Generation> adopted;
  private final Reloads heard;
  private final ReentrantLock busy = new ReentrantLock();

  private Blueprint running;
  private volatile State state;

  /**
   * How the last one went.
   *
   * @param good whether the file as it is now is what runs
   * @param since when the configuration that runs was read
   * @param detail for people
   */
  record State(boolean good, Instant since, String detail) {}

  /**
   * @param running what the daemon was started with
   * @param adopted hears of each configuration that the daemon goes on with
   * @param heard hears when the file is read again, and when that is over
   */
  Reload(
      Daemon daemon,
      Blueprint running,
      Openings openings,
      Wiring.Surroundings around,
      Consumer<Generation> adopted,
      Reloads heard) {
    this.daemon = daemon;
    this.running = running;
    this.openings = openings;
    this.around = around;
    this.adopted = adopted;
    this.heard = heard;
    this.state = good();
  }

  private State good() {
    Instant now = around.clock().instant();
    return new State(true, now, "as of " + now.truncatedTo(ChronoUnit.SECONDS));
  }

  /** How the last one went. */
  State state() {
    return state;
  }

  /** For whoever asks whether we are ready: the last good configuration does its work. */
  Health.Component component() {
    return new Health.Component("configuration", true, state.detail());
  }

  /**
   * Reads the file again.
   *
   * @param why what asks for it, for the log
   * @param always whether to open links and plugins anew even if the file says what it said: the
   *     programs and files that they name may have changed
   */
  public void run(String why, boolean always) throws InterruptedException {
    busy.lockInterruptibly();
    try {
      read(why, always);
    } finally {
      heard.reloadEnded(state.good ? "" : state.detail);
      busy.unlock();
    }
  }

  private void read(String why, boolean always) throws InterruptedException {
    if (always) {
      heard.reloadBegins();
    }
    Blueprint next;
    try {
      next = running.again();
    } catch (ConfigException e) {
      refused(e);
      return;
    }
    if (!always && state.good && next.saysTheSameAs(running)) {
      log.debug("{} says what it said.", running.file());
      next.catalog().close();
      return;
    }
    log.info("{}: {} is read again.", why, running.file());
    if (always) {
      openings.renew(Link.class);
    }
    use(next);
  }

  private void use(Blueprint next) throws InterruptedException {
    var restart = Restart.from(running.config(), next.config());
    Blueprint usable = next.without(restart);
    Generation generation;
    try {
      generation = Generation.open(usable, openings, around);
    } catch (ConfigException e) {
      refused(e);
      return;
    }
    if (!daemon.replace(generation)) {
      generation.close();
      return;
    }
    next.warnings().forEach(warning -> log.warn("{}", warning));
    generation.chains().forEach(chain -> log.info("{}.", Generation.described(chain)));
    restart
        .waiting()
        .forEach(
            key -> log.warn("{} has another value now, which counts from the next start.", key));
    running = usable;
    adopted.accept(generation);
    state = good();
    log.info("{} counts now. What was in work ends on the earlier one.", running.file());
  }

  private void refused(ConfigException e) {
    List<ConfigProblem> errors =
        e.problems().stream()
            .filter(problem -> problem.severity() == ConfigProblem.Severity.ERROR)
            .toList();
    e.problems().forEach(problem -> log.error("{}", problem));
    log.error("{} is wrong and is not used; the last good one goes on.", running.file());
    state =
        new State(
            false,
            state.since,
            "%s is wrong, the one of %s goes on: %s%s"
                .formatted(
                    running.file(),
                    state.since.truncatedTo(ChronoUnit.SECONDS),
                    errors.getFirst(),
                    errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)"));
  }
}
