package dev.vcond.worker;

import dev.vcond.chain.ChainOutcome;
import dev.vcond.chain.FailedAt;
import dev.vcond.chain.Run;
import dev.vcond.queue.Delivery;
import dev.vcond.queue.Lease;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import dev.vcond.queue.Suspicion;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ids that were in flight when a process died. One of them may have killed it, so they run one at a
 * time, over all chains, and Redis is told before the first step of each: the next death is put
 * down to the one that ran, never to its neighbours. Thread-safe.
 */
public final class Suspects {
  private static final Logger log = LoggerFactory.getLogger(Suspects.class);
  private static final long BACK_OFF_MILLIS = 250;

  private final Suspicion suspicion;
  private final Lease lease;
  private final Semaphore turn = new Semaphore(1, true);
  private volatile @Nullable Delivery running;

  public Suspects(Suspicion suspicion, Lease lease) {
    this.suspicion = suspicion;
    this.lease = lease;
  }

  /** The suspect whose run has begun. */
  public Optional<Delivery> running() {
    return Optional.ofNullable(running);
  }

  /**
   * Waits for the turn of a suspect, then does its work, unless it has killed too often; to be
   * called on a thread of the run's own.
   */
  void inTurn(Delivery delivery, Run run, Runnable work) {
    run.startedBy(Thread.currentThread());
    try {
      turn.acquire();
      try {
        if (!run.over()) {
          decide(delivery, run, work);
        }
      } finally {
        running = null;
        turn.release();
      }
    } catch (InterruptedException _) {
      run.settle(new ChainOutcome.Discarded());
    }
  }

  private void decide(Delivery delivery, Run run, Runnable work) throws InterruptedException {
    int deaths = Suspicion.deaths(delivery);
    if (deaths >= Suspicion.MOST_DEATHS) {
      run.settle(new ChainOutcome.Failed(poison(deaths)));
    } else if (begin(delivery)) {
      running = delivery;
      work.run();
      ended(delivery);
    } else {
      run.settle(new ChainOutcome.Discarded());
    }
  }

  /** Before the turn of the next one, so that no death is put down to both. */
  private void ended(Delivery delivery) throws InterruptedException {
    while (lease.holds(delivery.epoch())) {
      try {
        suspicion.ended(delivery);
        return;
      } catch (RedisRefusal e) {
        log.warn("The record of {} cannot be written: {}", delivery.shown(), e.getMessage());
        return;
      } catch (RedisOutage _) {
        new CountDownLatch(1).await(BACK_OFF_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
  }

  private static FailedAt poison(int deaths) {
    return new FailedAt.Document(
        "poison",
        "vcond's process ended abruptly "
            + deaths
            + " times while it worked on this id and on no other suspect (out of memory, killed, a"
            + " crash of native code?); look at the journal of those times before a replay");
  }

  /** Tells Redis that the run begins; false if the claim is no longer ours. */
  private boolean begin(Delivery delivery) throws InterruptedException {
    while (lease.holds(delivery.epoch())) {
      try {
        return suspicion.begin(delivery);
      } catch (RedisRefusal e) {
        log.warn("The record of {} cannot be written: {}", delivery.shown(), e.getMessage());
        return true;
      } catch (RedisOutage _) {
        new CountDownLatch(1).await(BACK_OFF_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
    return false;
  }
}
