package dev.vcond.storage;

import dev.vcond.vcon.Vcon;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one document to all storages at the same time, each on its own virtual thread.
 * Thread-safe.
 */
public final class ParallelWriter {
  private static final Logger log = LoggerFactory.getLogger(ParallelWriter.class);

  /** Hears how the write to one storage ended, on the thread that wrote. */
  @FunctionalInterface
  public interface Progress {
    void ended(String storage, WriteOutcome outcome);

    /** Whether the document may still be written. */
    default Standing standing() {
      return () -> true;
    }
  }

  /**
   * Waits for all of them; one that fails or hangs does not hold up the writing of the others.
   *
   * @param progress hears each outcome as soon as it is known
   * @return the outcome of each storage, in the order given
   * @throws InterruptedException if the caller was interrupted; the writes are interrupted too
   */
  public SequencedMap<String, WriteOutcome> write(
      Vcon vcon, List<StorageWriter> writers, Progress progress) throws InterruptedException {
    var tasks = new LinkedHashMap<String, FutureTask<WriteOutcome>>();
    for (StorageWriter writer : writers) {
      tasks.put(writer.name(), new FutureTask<>(() -> write(vcon, writer, progress)));
    }
    try {
      start(tasks);
      var outcomes = new LinkedHashMap<String, WriteOutcome>();
      for (var task : tasks.entrySet()) {
        outcomes.put(task.getKey(), result(task.getKey(), task.getValue()));
      }
      return outcomes;
    } finally {
      tasks.values().forEach(task -> task.cancel(true));
    }
  }

  private static void start(SequencedMap<String, FutureTask<WriteOutcome>> tasks)
      throws InterruptedException {
    var own = tasks.pollLastEntry();
    if (own == null) {
      return;
    }
    tasks.forEach((name, task) -> Thread.ofVirtual().name("vcond-write-" + name).start(task));
    tasks.putLast(own.getKey(), own.getValue());
    // On the caller's own thread: one switch less, and none for a single storage.
    own.getValue().run();
    if (own.getValue().state() == Future.State.FAILED
        && own.getValue().exceptionNow() instanceof InterruptedException interrupted) {
      // The interrupt is used up: nothing would keep us from waiting for the others.
      throw interrupted;
    }
  }

  private static WriteOutcome write(Vcon vcon, StorageWriter writer, Progress progress)
      throws InterruptedException {
    WriteOutcome outcome = writer.write(vcon, progress.standing());
    progress.ended(writer.name(), outcome);
    return outcome;
  }

  private static WriteOutcome result(String name, FutureTask<WriteOutcome> task)
      throws InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      log.error("Writing to storage {} failed in an unexpected way.", name, e.getCause());
      return new WriteOutcome.Failed(
          FaultClass.TRANSIENT, "storage " + name + ": " + e.getCause(), 1);
    }
  }
}
