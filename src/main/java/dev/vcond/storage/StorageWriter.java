package dev.vcond.storage;

import static dev.vcond.event.LogFields.ATTEMPTS;
import static dev.vcond.event.LogFields.CAUSE;
import static dev.vcond.event.LogFields.STORAGE;
import static dev.vcond.event.LogFields.UUID;

import dev.vcond.config.EgressFormat;
import dev.vcond.config.OnFailure;
import dev.vcond.config.StoragePolicy;
import dev.vcond.event.PipelineEvent;
import dev.vcond.event.PipelineListener;
import dev.vcond.time.Seldom;
import dev.vcond.time.Watchdog;
import dev.vcond.vcon.EgressFormat0_0_1;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.event.RetryOnRetryEvent;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One storage behind its policy, from outside: bulkhead, retry, breaker, attempt time-out, storage.
 * A permit of the bulkhead returns only when the storage's code has returned. Thread-safe.
 */
public final class StorageWriter implements DocumentSource, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StorageWriter.class);
  private static final Duration LONGEST_PROBE = Duration.ofSeconds(10);

  private final String name;
  private final Storage storage;
  private final StorageReader reader;
  private final StoragePolicy policy;
  private final PipelineListener events;
  private final Breaker breaker;
  private final Retry retry;
  private final Retry rereading;
  private final Bulkhead bulkhead;
  private final SizeLimit size;
  private final IntSupplier groups;
  private final Saver saver;
  private final Seldom tellOfIgnored = new Seldom();

  public StorageWriter(
      String name,
      Storage storage,
      StoragePolicy policy,
      Watchdog watchdog,
      PipelineListener events) {
    this.name = name;
    this.storage = storage;
    this.reader = new StorageReader(storage);
    this.policy = policy;
    this.events = events;
    var attempt = new Attempt(watchdog, policy.attemptTimeout());
    this.breaker = new Breaker(name, policy, probe(watchdog), events);
    this.retry = Retry.of(name, RetryRules.of(policy.retry()));
    this.rereading = Retry.of(name, RetryRules.afterTheFirst(policy.retry()));
    this.retry
        .getEventPublisher()
        .onRetry(e -> events.on(new PipelineEvent.StorageRetried(name, lastLabel(e))));
    if (storage instanceof Batching batching) {
      // The groups bound the calls; a document that rides along is no call of its own.
      var commit = new GroupCommit(batching, attempt);
      this.bulkhead = new Bulkhead(Integer.MAX_VALUE, policy.attemptTimeout(), attempt);
      this.groups = commit::flights;
      this.saver =
          Saver.of(storage, policy, (vcon, now) -> commit.save(vcon, now.again(), now.wanted()));
    } else {
      this.bulkhead = new Bulkhead(policy.concurrency(), policy.attemptTimeout(), attempt);
      this.groups = () -> 0;
      this.saver = Saver.of(storage, policy, (vcon, _) -> storage.save(vcon));
    }
    this.size = new SizeLimit(name, policy, events);
  }

  /** Not through the bulkhead: calls that hang may hold all of its permits. */
  private Prober.Probe probe(Watchdog watchdog) {
    Duration limit = policy.attemptTimeout();
    var asking = new Attempt(watchdog, limit.compareTo(LONGEST_PROBE) < 0 ? limit : LONGEST_PROBE);
    return () ->
        asking.call(
            () -> {
              storage.check();
              return true;
            },
            () -> {});
  }

  private static String lastLabel(RetryOnRetryEvent event) {
    Throwable last = event.getLastThrowable();
    return last == null ? "" : label(last);
  }

  private static String label(Throwable fault) {
    return FaultClass.of(fault).name().toLowerCase(Locale.ROOT);
  }

  /** The entry's name in {@code storages}. */
  @Override
  public String name() {
    return name;
  }

  /** The entry's policy. */
  public StoragePolicy policy() {
    return policy;
  }

  /** The storage itself, for deleting and probing. */
  public Storage storage() {
    return storage;
  }

  /** Whether no code of the storage is saving or reading, late attempts included. */
  @Override
  public boolean idle() {
    return bulkhead.idle() && groups.getAsInt() == 0;
  }

  /** Why the storage is away, while it is. */
  public Optional<Outage> outage() {
    return breaker.outage();
  }

  /** Whether it may be back, and one document at a time should come to find out. */
  public boolean wantsOne() {
    return breaker.wantsOne();
  }

  /**
   * Ends the probes of a storage that is away; the storage itself is closed by whoever opened it.
   */
  @Override
  public void close() {
    breaker.close();
  }

  /** The attempts for one document; used by the thread that writes it. */
  private static final class Tries {
    private final Standing standing;
    private int made;
    private Breaker.@Nullable Leave first;

    /** Whether one of them showed that the storage is away. */
    private boolean showed;

    private Tries(Standing standing) {
      this.standing = standing;
    }
  }

  /** As {@link #write(Vcon, Standing)}, for a document that stays wanted. */
  public WriteOutcome write(Vcon vcon) throws InterruptedException {
    return write(vcon, () -> true);
  }

  /**
   * Writes one document with all the attempts it may have.
   *
   * @param standing asked before each of them: after a stand-still of this process somebody else
   *     may have written a newer document
   * @throws InterruptedException if the run was settled by somebody else, or is not wanted
   */
  public WriteOutcome write(Vcon vcon, Standing standing) throws InterruptedException {
    long began = System.nanoTime();
    var tries = new Tries(standing);
    try {
      size.check(vcon);
      Vcon shown =
          policy.egressFormat() == EgressFormat.CURRENT ? vcon : EgressFormat0_0_1.view(vcon);
      retry.executeCallable(() -> {
        attempt(shown, tries);
        return true;
      });
      written(vcon, PipelineEvent.Result.OK, began);
      return new WriteOutcome.Stored(tries.made);
    } catch (InterruptedException e) {
      throw e;
    } catch (Outdated _) {
      return new WriteOutcome.Superseded();
    } catch (StorageAway e) {
      written(vcon, PipelineEvent.Result.AWAY, began);
      return new WriteOutcome.Away(
          "storage " + name + ": " + e.getMessage(), tries.showed, tries.made);
    } catch (Throwable e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException();
      }
      boolean late = e instanceof TimeoutException;
      written(vcon, late ? PipelineEvent.Result.TIMEOUT : PipelineEvent.Result.ERROR, began);
      return failed(vcon.id(), e, tries);
    }
  }

  @Override
  public Reading reading() {
    return reader.reading();
  }

  @Override
  public Optional<byte[]> read(VconId id) throws Exception {
    return bulkhead.call(() -> reader.get(id));
  }

  @Override
  public Optional<byte[]> readAgain(VconId id, Exception failure) throws Exception {
    if (policy.retry().maxAttempts() == 1) {
      throw failure;
    }
    return rereading.executeCallable(() -> read(id));
  }

  private WriteOutcome failed(VconId id, Throwable e, Tries tries) throws InterruptedException {
    FaultClass fault = FaultClass.of(e);
    String reason =
        "storage " + name + " (" + label(e) + ", attempt " + tries.made + "): " + message(e);
    if (policy.onFailure() == OnFailure.IGNORE && tellOfIgnored.now()) {
      log.atWarn()
          .addKeyValue(STORAGE, name)
          .addKeyValue(UUID, id)
          .addKeyValue(ATTEMPTS, tries.made)
          .addKeyValue(CAUSE, message(e))
          .log(
              "{} is not stored: {}. Ignored, as on_failure says, and counted; told of once a"
                  + " minute.",
              id,
              reason);
    }
    return isAway(fault, tries, message(e))
        ? new WriteOutcome.Away(reason, tries.showed, tries.made)
        : new WriteOutcome.Failed(fault, reason, tries.made);
  }

  private boolean isAway(FaultClass fault, Tries tries, String message)
      throws InterruptedException {
    return switch (fault) {
      case DOCUMENT -> false;
      case SERVICE -> true;
      case TRANSIENT -> tries.first != null && breaker.isAway(tries.first, message);
    };
  }

  private static String message(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private void attempt(Vcon vcon, Tries tries) throws Exception {
    if (tries.made > 0 && !tries.standing.current()) {
      throw new Outdated();
    }
    Breaker.Leave leave = breaker.enter(policy.attemptTimeout());
    if (tries.first == null) {
      tries.first = leave;
    }
    tries.made++;
    try {
      save(vcon, new Saver.Try(tries.made > 1, tries.standing::wanted));
      breaker.answered(leave);
    } catch (InterruptedException e) {
      breaker.abandoned(leave);
      throw e;
    } catch (NotWanted _) {
      breaker.abandoned(leave);
      throw new InterruptedException();
    } catch (DocumentFault e) {
      breaker.answered(leave);
      throw e;
    } catch (Throwable e) {
      tries.showed |= breaker.failed(leave, FaultClass.of(e), message(e));
      throw e;
    }
  }

  private void save(Vcon vcon, Saver.Try now) throws Exception {
    bulkhead.call(() -> {
      if (!now.wanted().getAsBoolean()) {
        throw new NotWanted();
      }
      saver.save(vcon, now);
      return true;
    });
  }

  private void written(Vcon vcon, PipelineEvent.Result result, long began) {
    events.on(
        new PipelineEvent.StorageWritten(
            name, result, Duration.ofNanos(System.nanoTime() - began), vcon.id().canonical()));
  }
}
