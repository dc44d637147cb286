package dev.vcond.chain;

import dev.vcond.event.PipelineEvent;
import dev.vcond.event.PipelineListener;
import dev.vcond.vcon.NotJsonException;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.util.List;
import java.util.Optional;

/**
 * What a pass does to Redis: each step is taken only while the run goes on and its claim is ours.
 * Used by one thread.
 */
final class Effects {
  private final Chain chain;
  private final DocumentPort port;
  private final Run run;
  private final Progress progress;
  private final PipelineListener events;
  private boolean pending;

  Effects(Chain chain, DocumentPort port, Run run, Progress progress, PipelineListener events) {
    this.chain = chain;
    this.port = port;
    this.run = run;
    this.progress = progress;
    this.events = events;
  }

  /** Notes whether Redis has to learn of a change. */
  void changed(Vcon before, Vcon after) {
    pending |= after != before;
  }

  /** Whether the run goes on and its claim is ours; may be asked on any thread. */
  boolean ours() {
    return !run.over() && port.ours();
  }

  /**
   * Whether Redis has no newer document than the one that is stored. After an early egress nobody
   * asks: a run from the start would push it once more.
   */
  boolean current() throws InterruptedException {
    boolean twice = progress.egressed() && !chain.egressLists().isEmpty();
    return twice || port.current(progress.current(), progress.sha1());
  }

  void stopUnlessOurs() throws Ended, InterruptedException {
    if (run.over() || Thread.currentThread().isInterrupted()) {
      throw new InterruptedException();
    }
    if (!port.ours()) {
      throw new Ended(new ChainOutcome.Discarded());
    }
  }

  /** Reads another document. */
  DocumentPort.Lookup load(VconId id) throws Ended, NotJsonException, InterruptedException {
    stopUnlessOurs();
    return port.load(id);
  }

  /** Writes a changed document back, with the checkpoint of what is finished. */
  void writeBack(Vcon vcon) throws Ended, InterruptedException {
    if (!pending) {
      return;
    }
    stopUnlessOurs();
    Optional<FailedAt> tooLarge = port.tooLarge(vcon);
    if (tooLarge.isPresent()) {
      throw failed(tooLarge.get());
    }
    Checkpoint checkpoint = progress.with(vcon);
    progress.sent();
    switch (port.writeBack(vcon, progress.sha1(), checkpoint)) {
      case DocumentPort.WriteBack.Written(String sha1) -> {
        events.on(new PipelineEvent.WrittenBack(chain.name()));
        progress.written(vcon, checkpoint.of(sha1));
        pending = false;
      }
      case DocumentPort.WriteBack.Changed() -> throw new Ended(new ChainOutcome.Stale());
      case DocumentPort.WriteBack.Taken() -> throw new Ended(new ChainOutcome.Discarded());
      case DocumentPort.WriteBack.Refused(String why) ->
          throw failed(
              new FailedAt.AtWriteBack(
                  "write_back_refused",
                  "Redis refused the changed document vcon:" + vcon.id() + ": " + why));
    }
  }

  /**
   * Lets Redis know what is finished, for a link that must not be called twice: with the document
   * if it was changed, else by itself.
   */
  void checkpoint(Vcon vcon) throws Ended, InterruptedException {
    if (pending) {
      writeBack(vcon);
      return;
    }
    stopUnlessOurs();
    Checkpoint checkpoint = progress.finished();
    progress.sent();
    if (!port.note(checkpoint)) {
      throw new Ended(new ChainOutcome.Discarded());
    }
    progress.noted(checkpoint);
  }

  /** Pushes the id to the egress lists, unless an earlier run has done it. */
  void pushEgress(VconId id) throws Ended, InterruptedException {
    if (progress.egressed() || chain.egressLists().isEmpty()) {
      return;
    }
    stopUnlessOurs();
    progress.sent();
    switch (port.pushEgress(id, chain.egressLists(), progress.withEgress())) {
      case DocumentPort.EgressPush.Done() -> progress.egressPushed();
      case DocumentPort.EgressPush.Taken() -> throw new Ended(new ChainOutcome.Discarded());
      case DocumentPort.EgressPush.Refused(String list, String why) -> {
        progress.refused();
        throw failed(new FailedAt.AtEgress("list " + list + " refused the id: " + why));
      }
    }
  }

  Ended failed(FailedAt at) {
    return new Ended(
        new ChainOutcome.Failed(at, progress.unfinished(), List.of(), progress.inDoubt()));
  }

  /** The document of an earlier run, if it still is what that run left. */
  Optional<Vcon> left(Checkpoint earlier) throws Ended, InterruptedException {
    try {
      return load(earlier.current()) instanceof DocumentPort.Lookup.Found(Vcon found)
              && earlier.sha1().equals(found.sha1Hex())
          ? Optional.of(found)
          : Optional.empty();
    } catch (NotJsonException _) {
      return Optional.empty();
    }
  }
}
