package dev.vcond.queue;

import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every few seconds for instances that hold ids and give no sign of life, and puts those ids
 * back. Only while the own heartbeat has been unbroken for as long as Redis keeps one: after a
 * stall of Redis or a pause of ours the heartbeats of the living look expired as well.
 */
public final class Rescue implements Upkeep.Chore {
  private static final Logger log = LoggerFactory.getLogger(Rescue.class);

  private final Recovery recovery;
  private final Lease lease;
  private final Timings timings;
  private final Supplier<List<String>> lists;

  /**
   * @param lists the ingress lists claimed from now
   */
  public Rescue(Recovery recovery, Lease lease, Timings timings, Supplier<List<String>> lists) {
    this.recovery = recovery;
    this.lease = lease;
    this.timings = timings;
    this.lists = lists;
  }

  @Override
  public String name() {
    return "looking for instances without a sign of life";
  }

  @Override
  public long periodMillis() {
    return timings.heartbeat().toMillis();
  }

  @Override
  public void run() {
    List<String> ours = lists.get();
    if (ours.isEmpty() || !lease.unbrokenFor(timings.expiry())) {
      return;
    }
    try {
      recovery.rescue(ours);
    } catch (RedisOutage | RedisRefusal e) {
      log.debug("Other instances cannot be looked up now: {}", e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
