package dev.vcond.chain;

import dev.vcond.config.EgressOrder;
import dev.vcond.event.PipelineEvent;
import dev.vcond.event.PipelineListener;
import dev.vcond.link.LinkResult;
import dev.vcond.storage.ParallelWriter;
import dev.vcond.time.Watchdog;
import dev.vcond.vcon.NotJsonException;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.util.List;
import java.util.Optional;

/** One document on its way through one chain. Used by one thread. */
final class ChainPass {
  /** What every pass shares. */
  record Tools(Watchdog watchdog, PipelineListener events, ParallelWriter writer) {}

  private final Chain chain;
  private final DocumentPort port;
  private final Run run;
  private final LinkCall links;
  private final Tools tools;
  private final Vcon loaded;
  private final Progress progress;
  private boolean pending;

  /** Where the id came from and the document as it was loaded. */
  record Start(String ingressList, Vcon loaded) {}

  ChainPass(Chain chain, Start start, DocumentPort port, Run run, Tools tools) {
    this.chain = chain;
    this.port = port;
    this.run = run;
    this.links = new LinkCall(chain.name(), start.ingressList, run, tools);
    this.tools = tools;
    this.progress = new Progress(chain, start.loaded);
    this.loaded = start.loaded;
    run.tracks(progress::unfinished);
  }

  /** Ends the pass early with an outcome. */
  private static final class Ended extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient ChainOutcome outcome;

    private Ended(ChainOutcome outcome) {
      super(null, null, false, false);
      this.outcome = outcome;
    }
  }

  ChainOutcome pass(Optional<Checkpoint> earlier) throws InterruptedException {
    try {
      Vcon vcon = earlier.isPresent() ? resume(earlier.get()) : loaded;
      while (progress.finishedLinks() < chain.links().size()) {
        vcon = step(chain.links().get(progress.finishedLinks()), vcon);
      }
      return store(chain.normalizeAlways() ? normalized(vcon) : vcon);
    } catch (Ended e) {
      return e.outcome;
    }
  }

  private Vcon resume(Checkpoint earlier) throws Ended, InterruptedException {
    if (!earlier.fits(chain) || !earlier.speaksOf(loaded)) {
      return loaded;
    }
    if (!earlier.swapped()) {
      progress.resume(earlier, loaded);
      return loaded;
    }
    Optional<Vcon> current = load(earlier.current());
    if (current.isEmpty() || !earlier.sha1().equals(current.get().sha1Hex())) {
      return loaded;
    }
    progress.resume(earlier, current.get());
    return current.get();
  }

  private Vcon step(Chain.Step step, Vcon vcon) throws Ended, InterruptedException {
    if (step.link().showsId()) {
      writeBack(vcon);
    }
    stopUnlessOurs();
    LinkResult result = call(step, vcon);
    progress.linkFinished(result.routes());
    return switch (result) {
      case LinkResult.Continue(Vcon next, _) -> {
        pending |= next != vcon;
        if (step.link().costly()) {
          writeBack(next);
        }
        yield next;
      }
      case LinkResult.Swap(Vcon left, var id, _) -> {
        pending |= left != vcon;
        writeBack(left);
        Vcon other = other(step, id);
        progress.swapped(other);
        yield other;
      }
      case LinkResult.Halt(Vcon left, String reason, _) -> {
        pending |= left != vcon;
        writeBack(left);
        throw new Ended(
            new ChainOutcome.Halted(
                left.id(), step.name(), reason, progress.routes(), progress.unfinished()));
      }
    };
  }

  private LinkResult call(Chain.Step step, Vcon vcon) throws Ended, InterruptedException {
    return switch (links.call(step, vcon)) {
      case LinkCall.Answered(LinkResult result) -> result;
      case LinkCall.Failed(FailedAt at) -> throw failed(at);
    };
  }

  private Vcon other(Chain.Step step, VconId id) throws Ended, InterruptedException {
    return load(id)
        .orElseThrow(() ->
            failed(
                new FailedAt.AtLink(
                    step.name(),
                    "body_missing",
                    "link " + step.name() + " swapped to " + id + ", which is nowhere")));
  }

  private Optional<Vcon> load(VconId id) throws Ended, InterruptedException {
    try {
      return port.load(id);
    } catch (NotJsonException e) {
      throw failed(new FailedAt.Document("not_json", String.valueOf(e.getMessage())));
    }
  }

  private Vcon normalized(Vcon vcon) {
    Vcon normalized = vcon.normalized();
    pending |= normalized != vcon;
    return normalized;
  }

  private Ended failed(FailedAt at) {
    return new Ended(new ChainOutcome.Failed(at, progress.unfinished(), List.of()));
  }

  private void stopUnlessOurs() throws Ended, InterruptedException {
    if (run.over() || Thread.currentThread().isInterrupted()) {
      throw new InterruptedException();
    }
    if (!port.ours()) {
      throw new Ended(new ChainOutcome.Discarded());
    }
  }

  private void writeBack(Vcon vcon) throws Ended, InterruptedException {
    if (!pending) {
      return;
    }
    stopUnlessOurs();
    Checkpoint checkpoint = progress.with(vcon);
    switch (port.writeBack(vcon, progress.sha1(), checkpoint)) {
      case DocumentPort.WriteBack.Written(String sha1) -> {
        tools.events().on(new PipelineEvent.WrittenBack(chain.name()));
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

  private ChainOutcome store(Vcon vcon) throws Ended, InterruptedException {
    writeBack(vcon);
    progress.storingBegins();
    if (chain.egress() == EgressOrder.BEFORE_STORAGE) {
      pushEgress(vcon);
    }
    stopUnlessOurs();
    return new Storing(chain, progress, tools.writer()).store(vcon);
  }

  private void pushEgress(Vcon vcon) throws Ended, InterruptedException {
    if (progress.egressed() || chain.egressLists().isEmpty()) {
      return;
    }
    stopUnlessOurs();
    switch (port.pushEgress(vcon.id(), chain.egressLists(), progress.withEgress())) {
      case DocumentPort.EgressPush.Done() -> progress.egressPushed();
      case DocumentPort.EgressPush.Taken() -> throw new Ended(new ChainOutcome.Discarded());
      case DocumentPort.EgressPush.Refused(String list, String why) ->
          throw failed(new FailedAt.AtEgress("list " + list + " refused the id: " + why));
    }
  }
}
