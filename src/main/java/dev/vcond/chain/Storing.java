package dev.vcond.chain;

import dev.vcond.config.OnOutage;
import dev.vcond.storage.FaultClass;
import dev.vcond.storage.ParallelWriter;
import dev.vcond.storage.Standing;
import dev.vcond.storage.StorageWriter;
import dev.vcond.storage.WriteOutcome;
import dev.vcond.vcon.Vcon;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Writes the final document to every storage that does not have it yet. Used by one thread.
 *
 * <p>Runs of one id on one list follow one another; but it may be on two lists, or owed to a
 * storage and pushed again. Then the run that loaded the older document could be the one that
 * stores last. So Redis is asked for a newer one before an attempt is repeated, and afterwards if
 * there was time enough for all that; if there is one, the id goes back and the newer document is
 * stored on top.
 */
record Storing(Chain chain, Progress progress, ParallelWriter writer, Effects effects) {
  /** Time in which a producer and another run could do all that they have to do. */
  private static final long OVERTAKEN_NANOS = 100_000_000;

  ChainOutcome store(Vcon vcon) throws InterruptedException {
    List<StorageWriter> todo =
        chain.storages().stream().filter(s -> !progress.isStored(s.name())).toList();
    long began = System.nanoTime();
    SequencedMap<String, WriteOutcome> outcomes = writer.write(vcon, todo, new Writes());
    boolean slow = System.nanoTime() - began > OVERTAKEN_NANOS;
    return isOutdated(outcomes.values(), slow || chain.repays())
        ? new ChainOutcome.Stale()
        : sorted(vcon, todo, outcomes);
  }

  private boolean isOutdated(Collection<WriteOutcome> outcomes, boolean doubtful)
      throws InterruptedException {
    if (outcomes.stream().anyMatch(WriteOutcome.Superseded.class::isInstance)) {
      return true;
    }
    return doubtful
        && outcomes.stream().anyMatch(WriteOutcome.Stored.class::isInstance)
        && !effects.current();
  }

  private final class Writes implements ParallelWriter.Progress, Standing {
    @Override
    public void ended(String storage, WriteOutcome outcome) {
      // Noted at once: a time-out of the chain leaves a checkpoint with what is stored.
      if (outcome instanceof WriteOutcome.Stored) {
        progress.stored(storage);
      }
    }

    @Override
    public Standing standing() {
      return this;
    }

    @Override
    public boolean wanted() {
      return effects.ours();
    }

    @Override
    public boolean current() throws InterruptedException {
      return effects.current();
    }
  }

  private ChainOutcome sorted(
      Vcon vcon, List<StorageWriter> todo, SequencedMap<String, WriteOutcome> outcomes) {
    var sorting = new Sorting();
    for (StorageWriter storage : todo) {
      switch (outcomes.get(storage.name())) {
        case WriteOutcome.Failed(FaultClass fault, String reason, _) when chain.repays() ->
            sorting.owedStill(storage.name(), fault, reason);
        case WriteOutcome.Failed(_, String reason, int attempts) ->
            sorting.failed(storage, reason, attempts);
        case WriteOutcome.Away(String reason, boolean alone, _) when chain.waitsFor(storage) ->
            sorting.wait(storage.name(), reason, alone);
        case WriteOutcome.Away(String reason, _, int attempts) ->
            sorting.away(storage, reason, attempts);
        case WriteOutcome.Stored _, WriteOutcome.Superseded _ -> {}
        case null -> {}
      }
    }
    return sorting.outcome(vcon);
  }

  /** What becomes of a document that some storages do not have. */
  private final class Sorting {
    private final List<String> owed = new ArrayList<>();
    private final List<String> ignored = new ArrayList<>();
    private final SequencedMap<String, String> failed = new LinkedHashMap<>();
    private final SequencedMap<String, String> awaited = new LinkedHashMap<>();
    private boolean alone;
    private int attempts;

    private void failed(StorageWriter storage, String reason, int tried) {
      attempts = Math.max(attempts, tried);
      switch (storage.policy().onFailure()) {
        case DEAD_LETTER -> failed.put(storage.name(), reason);
        case DEFER -> owed.add(storage.name());
        case IGNORE -> ignored.add(storage.name());
      }
    }

    /** It is owed for as long as it may still be taken. */
    private void owedStill(String storage, FaultClass fault, String reason) {
      if (fault == FaultClass.DOCUMENT) {
        failed.put(storage, reason);
      } else {
        wait(storage, reason, true);
      }
    }

    private void away(StorageWriter storage, String reason, int tried) {
      if (storage.policy().onOutage() == OnOutage.DEFER) {
        owed.add(storage.name());
      } else {
        failed(storage, reason, tried);
      }
    }

    private void wait(String storage, String reason, boolean shown) {
      awaited.put(storage, reason);
      alone |= shown;
    }

    private ChainOutcome outcome(Vcon vcon) {
      if (failed.isEmpty() && !awaited.isEmpty()) {
        // What is owed is not noted as done: nothing is pushed when an id goes back.
        return new ChainOutcome.Held(awaited, alone, progress.unfinished());
      }
      owed.forEach(progress::stored);
      ignored.forEach(progress::stored);
      if (failed.isEmpty()) {
        return new ChainOutcome.Completed(
            vcon.id(),
            progress.routes(),
            progress.expiries(),
            progress.egressed(),
            owed,
            progress::unfinished);
      }
      failed.putAll(awaited);
      return new ChainOutcome.Failed(
          new FailedAt.AtStorages(failed, attempts), progress.unfinished(), owed);
    }
  }
}
