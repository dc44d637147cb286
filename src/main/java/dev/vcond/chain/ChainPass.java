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
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One document on its way through one chain. Used by one thread. */
final class ChainPass {
  /** What every pass shares. */
  record Tools(Watchdog watchdog, PipelineListener events, ParallelWriter writer) {}

  private final Chain chain;
  private final LinkCall links;
  private final Tools tools;
  private final Vcon loaded;
  private final Progress progress;
  private final Effects effects;

  /** Where the id came from and the document as it was loaded. */
  record Start(String ingressList, Vcon loaded) {}

  ChainPass(Chain chain, Start start, DocumentPort port, Run run, Tools tools) {
    this.chain = chain;
    this.tools = tools;
    this.loaded = start.loaded;
    this.progress = new Progress(chain, start.loaded);
    this.effects = new Effects(chain, port, run, progress, tools.events());
    this.links = new LinkCall(chain.name(), start.ingressList, run, tools, effects::stopUnlessOurs);
    run.tracks(progress);
  }

  ChainOutcome pass(Optional<Checkpoint> earlier) throws InterruptedException {
    try {
      Vcon vcon = earlier.isPresent() ? resume(earlier.get()) : loaded;
      while (progress.finishedLinks() < chain.links().size()) {
        vcon = step(chain.links().get(progress.finishedLinks()), vcon);
      }
      return store(chain.normalizeAlways() ? normalized(vcon) : vcon);
    } catch (Ended e) {
      return e.outcome();
    }
  }

  private Vcon resume(Checkpoint earlier) throws Ended, InterruptedException {
    if (!earlier.fits(chain) || !earlier.speaksOf(loaded)) {
      return loaded;
    }
    Optional<Vcon> current = earlier.swapped() ? effects.left(earlier) : Optional.of(loaded);
    current.ifPresent(vcon -> progress.resume(earlier, vcon));
    return current.orElse(loaded);
  }

  private Vcon step(Chain.Step step, Vcon vcon) throws Ended, InterruptedException {
    Optional<String> passedBy = step.choice().passesBy(vcon);
    if (passedBy.isPresent()) {
      tools.events().on(new PipelineEvent.LinkSkipped(chain.name(), step.name(), passedBy.get()));
      progress.linkFinished(vcon.id(), List.of());
      return vcon;
    }
    return called(step, vcon);
  }

  private Vcon called(Chain.Step step, Vcon vcon) throws Ended, InterruptedException {
    if (step.link().showsId()) {
      effects.writeBack(vcon);
    }
    effects.stopUnlessOurs();
    return switch (call(step, vcon)) {
      case LinkResult.Continue(Vcon next, var asked) -> {
        effects.changed(vcon, next);
        progress.linkFinished(vcon.id(), asked);
        if (step.link().costly()) {
          effects.checkpoint(next);
        }
        yield next;
      }
      case LinkResult.Expire(Vcon next, Duration after) -> {
        effects.changed(vcon, next);
        progress.expires(new Expiry(vcon.id(), after));
        progress.linkFinished(vcon.id(), List.of());
        if (step.link().costly()) {
          effects.checkpoint(next);
        }
        yield next;
      }
      // These two count as finished only when all is done that they asked for: until then the
      // checkpoint of a write-back must lead to them again, not past them.
      case LinkResult.Swap(Vcon left, VconId id, var asked) -> {
        effects.changed(vcon, left);
        effects.writeBack(left);
        Vcon other = other(step, id);
        progress.linkFinished(vcon.id(), asked);
        progress.swapped(other);
        yield other;
      }
      case LinkResult.Halt(Vcon left, String code, String reason, var asked) -> {
        effects.changed(vcon, left);
        effects.writeBack(left);
        throw new Ended(
            new ChainOutcome.Halted(
                left.id(),
                step.name(),
                code,
                reason,
                progress.routesWith(vcon.id(), asked),
                progress.expiries(),
                progress.unfinished()));
      }
    };
  }

  private LinkResult call(Chain.Step step, Vcon vcon) throws Ended, InterruptedException {
    return switch (links.call(step, vcon)) {
      case LinkCall.Answered(LinkResult result) -> result;
      case LinkCall.Failed(FailedAt at) -> throw effects.failed(at);
    };
  }

  private Vcon other(Chain.Step step, VconId id) throws Ended, InterruptedException {
    String swapped = "link " + step.name() + " swapped to " + id + ": ";
    try {
      return switch (effects.load(id)) {
        case DocumentPort.Lookup.Found(Vcon found) -> found;
        case DocumentPort.Lookup.Nowhere(String code, String why) ->
            throw effects.failed(new FailedAt.AtLink(step.name(), code, swapped + why));
      };
    } catch (NotJsonException e) {
      throw effects.failed(new FailedAt.AtLink(step.name(), "not_json", swapped + e.getMessage()));
    }
  }

  private Vcon normalized(Vcon vcon) {
    Vcon normalized = vcon.normalized();
    effects.changed(vcon, normalized);
    return normalized;
  }

  private ChainOutcome store(Vcon vcon) throws Ended, InterruptedException {
    effects.writeBack(vcon);
    progress.storingBegins();
    if (chain.egress() == EgressOrder.BEFORE_STORAGE) {
      effects.pushEgress(vcon.id());
    }
    effects.stopUnlessOurs();
    return new Storing(chain, progress, tools.writer(), effects).store(vcon);
  }
}
