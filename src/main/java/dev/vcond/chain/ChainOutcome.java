package dev.vcond.chain;

import dev.vcond.vcon.VconId;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;

/** How a run ended. */
public sealed interface ChainOutcome {

  /**
   * All links ran, every storage that must have the document has it.
   *
   * @param current the document's id, which a link may have swapped
   * @param routes what links asked for
   * @param expiries likewise
   * @param deferred storages whose write is owed
   * @param unfinished what a later run may skip if the outcome cannot be told to the lists
   */
  record Completed(
      VconId current,
      List<Route> routes,
      List<Expiry> expiries,
      boolean egressed,
      List<String> deferred,
      Supplier<Optional<Checkpoint>> unfinished)
      implements ChainOutcome {
    public Completed {
      routes = List.copyOf(routes);
      expiries = List.copyOf(expiries);
      deferred = List.copyOf(deferred);
    }
  }

  /**
   * A link ended the run: no storage, no egress.
   *
   * @param code the reason as a label of metrics
   * @param reason one sentence for people
   * @param unfinished what a later run may skip if the outcome cannot be told to the lists
   */
  record Halted(
      VconId current,
      String link,
      String code,
      String reason,
      List<Route> routes,
      List<Expiry> expiries,
      Optional<Checkpoint> unfinished)
      implements ChainOutcome {
    public Halted {
      routes = List.copyOf(routes);
      expiries = List.copyOf(expiries);
    }
  }

  /**
   * The run failed; what it has done is in the checkpoint.
   *
   * @param inDoubt a newer checkpoint was on its way to Redis and may have arrived: the one in the
   *     record stays as it is
   */
  record Failed(
      FailedAt at, Optional<Checkpoint> checkpoint, List<String> deferred, boolean inDoubt)
      implements ChainOutcome {
    public Failed {
      deferred = List.copyOf(deferred);
    }

    public Failed(FailedAt at, Optional<Checkpoint> checkpoint, List<String> deferred) {
      this(at, checkpoint, deferred, false);
    }

    public Failed(FailedAt at) {
      this(at, Optional.empty(), List.of());
    }
  }

  /**
   * Storages that ids wait for are away: the id goes back to the head of its list.
   *
   * @param reasons by storage
   * @param alone whether it was this document that showed it
   */
  record Held(SequencedMap<String, String> reasons, boolean alone, Optional<Checkpoint> unfinished)
      implements ChainOutcome {}

  /** Somebody posted a newer document meanwhile: the id goes back to the head of its list. */
  record Stale() implements ChainOutcome {}

  /** The claim is no longer ours: nothing may follow. */
  record Discarded() implements ChainOutcome {}
}
