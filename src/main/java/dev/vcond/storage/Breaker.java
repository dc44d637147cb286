package dev.vcond.storage;

import static dev.vcond.event.LogFields.CAUSE;
import static dev.vcond.event.LogFields.OUTAGE;
import static dev.vcond.event.LogFields.SECONDS;
import static dev.vcond.event.LogFields.STORAGE;

import dev.vcond.config.OnOutage;
import dev.vcond.config.StoragePolicy;
import dev.vcond.event.PipelineEvent;
import dev.vcond.event.PipelineListener;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
  private final StoragePolicy policy;
  private final Prober prober;
  private final PipelineListener events;

  private State state = State.CLOSED;
  private int failedInARow;
  private long answers;
  private boolean onTrial;
  private Outage outage = new Outage("", 0);
  private @Nullable CompletableFuture<Boolean> suspicion;

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

  Breaker(String storage, StoragePolicy policy, Prober.Probe probe, PipelineListener events) {
    this.storage = storage;
    this.policy = policy;
    this.prober = new Prober(storage, policy, probe);
    this.events = events;
  }

  /**
   * Whether documents fail while it is open. Then it does not open before one has had all its
   * attempts, or the restart of a server would cost thousands of documents.
   */
  private boolean isFinal() {
    return policy.onOutage() == OnOutage.DEAD_LETTER;
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
      prober.rest();
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
    if (leave.trial && isFinal()) {
      prober.beLessEager();
    }
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
    if (suspicion != null || prober.isClosed()) {
      return;
    }
    var answer = new CompletableFuture<Boolean>();
    suspicion = answer;
    prober.ask(trouble -> {
      confirm(message, trouble);
      answer.complete(trouble.isPresent());
    });
  }

  private synchronized void confirm(String message, Optional<String> trouble) {
    suspicion = null;
    failedInARow = 0;
    if (trouble.isPresent() && state == State.CLOSED && !prober.isClosed()) {
      String probed = sentence(trouble.get());
      open(message.contains(probed) ? message : sentence(message) + "; its probe: " + probed);
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
    log.atError()
        .addKeyValue(OUTAGE, label())
        .addKeyValue(STORAGE, storage)
        .addKeyValue(CAUSE, message)
        .log("Storage {} is away: {}. {}", storage, message, consequence());
    events.on(new PipelineEvent.OutageBegan(label()));
    prober.askUntilWell(this::still, this::end);
  }

  /** As far as the probe can say; the next document goes ahead of the others to prove it. */
  private synchronized void end() {
    become(State.TRIAL);
    Duration lasted = outage.lasted();
    log.atInfo()
        .addKeyValue(OUTAGE, label())
        .addKeyValue(STORAGE, storage)
        .addKeyValue(SECONDS, lasted.toSeconds())
        .log("Storage {} is back after {} s.", storage, lasted.toSeconds());
    events.on(new PipelineEvent.OutageEnded(label(), lasted));
  }

  private String consequence() {
    return switch (policy.onOutage()) {
      case DEAD_LETTER -> "Until it is back, vCons fail at once, and on_failure decides.";
      case HOLD -> "Until it is back, chains that write to it claim nothing.";
      case DEFER -> "What it does not get now is owed to it and written when it is back.";
    };
  }

  private synchronized void still(String trouble) {
    outage = new Outage(sentence(trouble), outage.sinceNanos());
  }

  /** The outage, while no attempt may be made. */
  synchronized Optional<Outage> outage() {
    return state == State.OPEN ? Optional.of(outage) : Optional.empty();
  }

  /** Whether one document at a time should come, to see whether the storage is back. */
  synchronized boolean wantsOne() {
    return state == State.TRIAL;
  }

  /** Ends the probes. */
  @Override
  public void close() {
    prober.close();
  }
}
