package dev.vcond.chain;

import dev.vcond.storage.ParallelWriter;
import dev.vcond.storage.StorageWriter;
import dev.vcond.storage.WriteOutcome;
import dev.vcond.vcon.Vcon;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Writes the final document to every storage that does not have it yet. Used by one thread. */
record Storing(Chain chain, Progress progress, ParallelWriter writer) {

  ChainOutcome store(Vcon vcon) throws InterruptedException {
    List<StorageWriter> todo =
        chain.storages().stream().filter(s -> !progress.isStored(s.name())).toList();
    SequencedMap<String, WriteOutcome> outcomes =
        writer.write(
            vcon,
            todo,
            (storage, outcome) -> {
              // Noted at once: a time-out of the chain leaves a checkpoint with what is stored.
              if (outcome instanceof WriteOutcome.Stored) {
                progress.stored(storage);
              }
            });
    return sorted(vcon, todo, outcomes);
  }

  private ChainOutcome sorted(
      Vcon vcon, List<StorageWriter> todo, SequencedMap<String, WriteOutcome> outcomes) {
    var deferred = new ArrayList<String>();
    var reasons = new LinkedHashMap<String, String>();
    for (StorageWriter storage : todo) {
      if (outcomes.get(storage.name()) instanceof WriteOutcome.Failed failure) {
        switch (storage.policy().onFailure()) {
          case DEAD_LETTER -> reasons.put(storage.name(), failure.reason());
          case DEFER -> {
            deferred.add(storage.name());
            progress.stored(storage.name());
          }
          case IGNORE -> progress.stored(storage.name());
        }
      }
    }
    if (reasons.isEmpty()) {
      return new ChainOutcome.Completed(
          vcon.id(), progress.routes(), progress.egressed(), deferred, progress::unfinished);
    }
    return new ChainOutcome.Failed(
        new FailedAt.AtStorages(reasons), progress.unfinished(), deferred);
  }
}
