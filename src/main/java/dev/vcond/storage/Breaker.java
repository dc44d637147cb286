package dev.vcond.storage;

import dev.vcond.config.OnOutage;
import dev.vcond.config.StoragePolicy;
import dev.vcond.event.PipelineEvent;
import dev.vcond.event.PipelineListener;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether a storage is away, so that a thousand documents need not find out one by one.
 *
 * <p>A service that is not usable as configured opens it at once. Transient failures open it only
 * if the storage's own probe fails as well: one document that always takes too long must not stop
 * the others. While it is open, probes go out at growing intervals; after one that succeeds a
 * single document goes ahead, and its success closes it. Thread-safe.
 */
final class Breaker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Breaker.class);

  /** Attempts that fail in a row, over all documents, before the storage is probed. */
  private static final int SUSPICIOUS = 5;

  private final String storage;
  private final Probe probe;
  private final StoragePolicy policy;
  private final PipelineListener events;

  private final CountDownLatch shut = new CountDownLatch(1);

  private State state = State.CLOSED;
  private int failedInARow;
  private long answers;
  private boolean onTrial;
  private Duration wait;
  private Outage outage = new Outage("", 0);
  private @Nullable CompletableFuture<Boolean> suspicion;

  /** Really asks the service, within a time of its own. */
  @FunctionalInterface
  interface Probe {
    void check() throws Exception;
  }

  private enum State {
    CLOSED,
    OPEN,
    /** A probe succeeded, no document has yet. */
    TRIAL
  }

  /**
   * Leave to make one attempt.
   *
   * @param answers how often the service had answered before it
   * @param trial whether it is the one that decides if the storage is back
   */
  record Leave(long answers, boolean trial) {}

  /**
   * @param policy its waits between attempts are those between probes as well
   */
  Breaker(String storage, StoragePolicy policy, Probe probe, PipelineListener events) {
    this.storage = storage;
    this.policy = policy;
    this.probe = probe;
    this.wait = policy.retry().firstWait();
    this.events = events;
  }

  /**
   * Whether documents fail while it is open. Then it does not open before one has had all its
   * attempts, or the restart of a server would cost thousands of documents, and probes go out as
   * often as they may.
   */
  private boolean isFinal() {
    return policy.onOutage() == OnOutage.DEAD_LETTER;
  }

  private Duration nextWait() {
    Duration now = wait;
    if (isFinal()) {
      return now;
    }
    Duration twice = wait.multipliedBy(2);
    Duration most = policy.retry().maxWait();
    wait = twice.compareTo(most) > 0 ? most : twice;
    return now;
  }

  /**
   * Asks for leave; while another document is on trial it waits for how that ends.
   *
   * @throws StorageAway if the storage is away
   */
  synchronized Leave enter(Duration limit) throws StorageAway, InterruptedException {
    long until = System.nanoTime() + limit.toNanos();
    while (state == State.TRIAL && onTrial) {
      long left = until - System.nanoTime();
      if (left <= 0) {
        throw away();
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    if (state == State.OPEN) {
      throw away();
    }
    onTrial = state == State.TRIAL;
    return new Leave(answers, onTrial);
  }

  private StorageAway away() {
    return new StorageAway(
        "away for %d s: %s".formatted(outage.lasted().toSeconds(), outage.why()));
  }

  /** The attempt was answered: the document is stored, or is at fault itself. */
  synchronized void answered(Leave leave) {
    answers++;
    failedInARow = 0;
    if (leave.trial) {
      become(State.CLOSED);
    }
  }

  private String label() {
    return "storage:" + storage;
  }

  private void become(State next) {
    state = next;
    onTrial = false;
    if (next == State.CLOSED) {
      wait = policy.retry().firstWait();
    }
    notifyAll();
  }

  /** The attempt ended for a reason of ours. */
  synchronized void abandoned(Leave leave) {
    if (leave.trial) {
      onTrial = false;
      notifyAll();
    }
  }

  /**
   * The attempt failed.
   *
   * @return whether it was this attempt that showed that the storage is away
   */
  synchronized boolean failed(Leave leave, FaultClass fault, String message) {
    failedInARow++;
    if (leave.trial || (fault == FaultClass.SERVICE && state == State.CLOSED)) {
      open(message);
      return true;
    }
    if (state == State.CLOSED && failedInARow >= SUSPICIOUS && !isFinal()) {
      suspect(message);
    }
    return false;
  }

  /**
   * All attempts for a document are spent: asks whether the storage is away, if nobody's attempt
   * was answered meanwhile. May wait as long as a probe.
   *
   * @param first leave of the first attempt
   */
  boolean isAway(Leave first, String message) throws InterruptedException {
    CompletableFuture<Boolean> asked;
    synchronized (this) {
      if (state == State.CLOSED && answers == first.answers) {
        suspect(message);
      }
      asked = suspicion;
      if (state != State.CLOSED || asked == null) {
        return state != State.CLOSED;
      }
    }
    try {
      return asked.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a suspicion always ends in an answer", e);
    }
  }

  /** Probes once, on a thread of its own; nothing is held up meanwhile. */
  private void suspect(String message) {
    if (suspicion != null || isShut()) {
      return;
    }
    var answer = new CompletableFuture<Boolean>();
    suspicion = answer;
    Thread.ofVirtual()
        .name("vcond-suspect-" + storage)
        .start(() -> {
          boolean well = false;
          try {
            well = confirm(message);
          } finally {
            answer.complete(!well);
          }
        });
  }

  /** Whether the storage is well. */
  private boolean confirm(String message) {
    Optional<String> trouble = trouble();
    synchronized (this) {
      suspicion = null;
      failedInARow = 0;
      if (trouble.isPresent() && state == State.CLOSED && !isShut()) {
        String probed = sentence(trouble.get());
        open(message.contains(probed) ? message : message + "; its probe: " + probed);
      }
      return trouble.isEmpty();
    }
  }

  private Optional<String> trouble() {
    try {
      probe.check();
      return Optional.empty();
    } catch (InterruptedException e) {
      return Optional.of(e.toString());
    } catch (Exception | LinkageError e) {
      return Optional.of(e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  /** Without the full stop that another one follows. */
  private static String sentence(String text) {
    return text.strip().replaceAll("\\.+$", "");
  }

  private void open(String text) {
    String message = sentence(text);
    outage = new Outage(message, System.nanoTime());
    become(State.OPEN);
    log.error("Storage {} is away: {}. {}", storage, message, consequence());
    events.on(new PipelineEvent.OutageBegan(label()));
    if (!isShut()) {
      Duration first = nextWait();
      Thread.ofVirtual().name("vcond-probe-" + storage).start(() -> probeUntilWell(first));
    }
  }

  /** As far as the probe can say; the next document goes ahead of the others to prove it. */
  private void end() {
    become(State.TRIAL);
    Duration lasted = outage.lasted();
    log.info("Storage {} is back after {} s.", storage, lasted.toSeconds());
    events.on(new PipelineEvent.OutageEnded(label(), lasted));
  }

  private String consequence() {
    return switch (policy.onOutage()) {
      case DEAD_LETTER -> "Until it is back, vCons fail at once, and on_failure decides.";
      case HOLD -> "Until it is back, chains that write to it claim nothing.";
      case DEFER -> "What it does not get now is owed to it and written when it is back.";
    };
  }

  private void probeUntilWell(Duration first) {
    try {
      Duration next = first;
      while (true) {
        if (shut.await(next.toNanos(), TimeUnit.NANOSECONDS)) {
          return;
        }
        Optional<String> trouble = trouble();
        synchronized (this) {
          if (trouble.isEmpty()) {
            end();
            return;
          }
          outage = new Outage(trouble.get(), outage.sinceNanos());
          next = nextWait();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** The outage, while no attempt may be made. */
  synchronized Optional<Outage> outage() {
    return state == State.OPEN ? Optional.of(outage) : Optional.empty();
  }

  /** Whether one document at a time should come, to see whether the storage is back. */
  synchronized boolean wantsOne() {
    return state == State.TRIAL;
  }

  private boolean isShut() {
    return shut.getCount() == 0;
  }

  /** Ends the probes. */
  @Override
  public void close() {
    shut.countDown();
  }
}
