package dev.vcond.storage;

import dev.vcond.vcon.Vcon;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;

/**
 * Gathers concurrent saves for a {@link Batching} storage while earlier groups are under way:
 * whoever comes while a flight is free leads the next group, the others ride along. No timer.
 * Thread-safe.
 */
final class GroupCommit {
  /** One on its way to the service while the next is being written down. */
  private static final int MOST_FLIGHTS = 2;

  private static final int MOST_DOCUMENTS = 128;
  private static final long MOST_BYTES = 8_000_000;

  private final Batching storage;
  private final Queue<Waiting> queue = new ArrayDeque<>();
  private int flights;

  private final Attempt attempt;

  /**
   * @param attempt keeps the time of each flight
   */
  GroupCommit(Batching storage, Attempt attempt) {
    this.storage = storage;
    this.attempt = attempt;
  }

  private record Waiting(
      Vcon vcon, boolean alone, BooleanSupplier wanted, CompletableFuture<Boolean> stored) {}

  /**
   * Stores one document together with others; its own result.
   *
   * @param alone for one whose group failed: if it was the one that made it fail, nobody is taken
   *     along again
   * @param wanted asked when its group takes off: it may have waited longer than its claim lasts
   */
  void save(Vcon vcon, boolean alone, BooleanSupplier wanted) throws Exception {
    var mine = new Waiting(vcon, alone, wanted, new CompletableFuture<>());
    boolean lead;
    synchronized (this) {
      queue.add(mine);
      lead = flights < MOST_FLIGHTS;
      if (lead) {
        flights++;
      }
    }
    if (lead) {
      // On a thread of its own: the leader's time-out must not end its passengers' flight.
      Thread.ofVirtual().name("vcond-group").start(this::flyUntilEmpty);
    }
    try {
      mine.stored.get();
    } catch (InterruptedException e) {
      synchronized (this) {
        queue.remove(mine);
      }
      throw e;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /** Groups under way. */
  synchronized int flights() {
    return flights;
  }

  /** Documents that wait for a flight. */
  synchronized int waiting() {
    return queue.size();
  }

  private void flyUntilEmpty() {
    while (true) {
      List<Waiting> group = next();
      if (group.isEmpty()) {
        return;
      }
      fly(group);
    }
  }

  private synchronized List<Waiting> next() {
    var group = new ArrayList<Waiting>();
    var ids = new HashSet<String>();
    long bytes = 0;
    Iterator<Waiting> all = queue.iterator();
    while (all.hasNext() && group.size() < MOST_DOCUMENTS) {
      Waiting one = all.next();
      if (!one.wanted.getAsBoolean()) {
        all.remove();
        one.stored.completeExceptionally(new NotWanted());
        continue;
      }
      if (!group.isEmpty() && (one.alone || bytes + one.vcon.size() > MOST_BYTES)) {
        break;
      }
      // A second save of one id waits for the next group: a statement cannot touch a row twice.
      if (ids.add(one.vcon.id().canonical())) {
        group.add(one);
        bytes += one.vcon.size();
        all.remove();
      }
      if (one.alone) {
        break;
      }
    }
    if (group.isEmpty()) {
      flights--;
    }
    group.sort(Comparator.comparing(one -> one.vcon.id().canonical()));
    return group;
  }

  private void fly(List<Waiting> group) {
    try {
      attempt.here(
          () -> {
            storage.saveAll(group.stream().map(Waiting::vcon).toList());
            return true;
          },
          late -> group.forEach(one -> one.stored.completeExceptionally(late)));
      group.forEach(one -> one.stored.complete(true));
    } catch (DocumentFault e) {
      if (group.size() == 1) {
        group.getFirst().stored.completeExceptionally(e);
      } else {
        fly(group.subList(0, group.size() / 2));
        fly(group.subList(group.size() / 2, group.size()));
      }
    } catch (Throwable e) {
      group.forEach(one -> one.stored.completeExceptionally(e));
    }
  }
}
