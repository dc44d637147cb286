package dev.vcond.chain;

import static dev.vcond.chain.ChainRunner.fingerprint;

import dev.vcond.config.EgressOrder;
import dev.vcond.event.PipelineEvent;
import dev.vcond.event.PipelineListener;
import dev.vcond.link.LinkResult;
import dev.vcond.storage.ParallelWriter;
import dev.vcond.storage.StorageWriter;
import dev.vcond.storage.WriteOutcome;
import dev.vcond.time.Watchdog;
import dev.vcond.vcon.NotJsonException;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The state of one document on its way through one chain. Used by one thread. */
final class ChainPass {
  /** What every pass shares. */
  record Tools(Watchdog watchdog, PipelineListener events, ParallelWriter writer) {}

  private final Chain chain;
  private final DocumentPort port;
  private final Run run;
  private final LinkCall links;
  private final Tools tools;

  private final List<String> routes = new ArrayList<>();
  private final Set<String> stored = new LinkedHashSet<>();
  private int finishedLinks;
  private boolean egressed;
  private boolean pending;
  private String inRedis = "";
  private Optional<Checkpoint> written = Optional.empty();

  ChainPass(Chain chain, String ingressList, DocumentPort port, Run run, Tools tools) {
    this.chain = chain;
    this.port = port;
    this.run = run;
    this.links = new LinkCall(chain.name(), ingressList, run, tools);
    this.tools = tools;
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

  ChainOutcome pass(Vcon loaded, Optional<Checkpoint> earlier) throws InterruptedException {
    try {
      Vcon vcon = resume(loaded, earlier);
      while (finishedLinks < chain.links().size()) {
        vcon = step(chain.links().get(finishedLinks), vcon);
      }
      return store(chain.normalizeAlways() ? normalized(vcon) : vcon);
    } catch (Ended e) {
      return e.outcome;
    }
  }

  private Vcon normalized(Vcon vcon) {
    Vcon normalized = vcon.normalized();
    pending |= normalized != vcon;
    return normalized;
  }

  private Vcon resume(Vcon loaded, Optional<Checkpoint> earlier)
      throws Ended, InterruptedException {
    Vcon vcon = loaded;
    if (earlier.isPresent()) {
      Checkpoint checkpoint = earlier.get();
      if (!checkpoint.current().equals(loaded.id())) {
        vcon = load(checkpoint.current()).orElse(loaded);
      }
      String sha1 = fingerprint(vcon);
      if (checkpoint.appliesTo(chain, sha1)) {
        finishedLinks = checkpoint.links().size();
        stored.addAll(checkpoint.storages());
        routes.addAll(checkpoint.routes());
        egressed = checkpoint.egressed();
        inRedis = sha1;
        written = earlier;
        return vcon;
      }
    }
    return loaded;
  }

  private String inRedis(Vcon unchanged) {
    if (inRedis.isEmpty()) {
      inRedis = fingerprint(unchanged);
    }
    return inRedis;
  }

  private Vcon step(Chain.Step step, Vcon vcon) throws Ended, InterruptedException {
    // Taken before the first edit: the write-back compares with what was loaded.
    inRedis(vcon);
    if (step.link().showsId()) {
      writeBack(vcon);
    }
    stopUnlessOurs();
    LinkResult result = call(step, vcon);
    routes.addAll(result.routes());
    finishedLinks++;
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
        Vcon other =
            load(id)
                .orElseThrow(() ->
                    failed(
                        new FailedAt.AtLink(
                            step.name(),
                            "body_missing",
                            "swapped to " + id + ", which is nowhere")));
        inRedis = fingerprint(other);
        yield other;
      }
      case LinkResult.Halt(Vcon left, String reason, _) -> {
        pending |= left != vcon;
        writeBack(left);
        throw new Ended(new ChainOutcome.Halted(left.id(), step.name(), reason, routes));
      }
    };
  }

  private LinkResult call(Chain.Step step, Vcon vcon) throws Ended, InterruptedException {
    return switch (links.call(step, vcon, written)) {
      case LinkCall.Answered(LinkResult result) -> result;
      case LinkCall.Failed(FailedAt at) -> throw failed(at);
    };
  }

  private static String text(Throwable e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getName() : message;
  }

  private Ended failed(FailedAt at) {
    return new Ended(new ChainOutcome.Failed(at, written, List.of()));
  }

  private void stopUnlessOurs() throws Ended, InterruptedException {
    if (run.over() || Thread.currentThread().isInterrupted()) {
      throw new InterruptedException();
    }
    if (!port.ours()) {
      throw new Ended(new ChainOutcome.Discarded());
    }
  }

  private Optional<Vcon> load(VconId id) throws Ended, InterruptedException {
    try {
      return port.load(id);
    } catch (NotJsonException e) {
      throw failed(new FailedAt.Document("not_json", text(e)));
    }
  }

  private void writeBack(Vcon vcon) throws Ended, InterruptedException {
    if (!pending) {
      return;
    }
    stopUnlessOurs();
    var checkpoint = checkpoint(vcon);
    switch (port.writeBack(vcon, inRedis, checkpoint)) {
      case WRITTEN -> {
        tools.events().on(new PipelineEvent.WrittenBack(chain.name()));
        inRedis = checkpoint.sha1();
        written = Optional.of(checkpoint);
        pending = false;
      }
      case CHANGED -> throw new Ended(new ChainOutcome.Stale());
      case TAKEN -> throw new Ended(new ChainOutcome.Discarded());
      case REFUSED ->
          throw failed(
              new FailedAt.AtWriteBack(
                  "write_back_refused", "Redis refused the changed document; is it full?"));
    }
  }

  private Checkpoint checkpoint(Vcon vcon) {
    return new Checkpoint(
        fingerprint(vcon), vcon.id(), chain.linkNames(finishedLinks), stored, routes, egressed);
  }

  private ChainOutcome store(Vcon vcon) throws Ended, InterruptedException {
    writeBack(vcon);
    if (chain.egress() == EgressOrder.BEFORE_STORAGE
        && !egressed
        && !chain.egressLists().isEmpty()) {
      stopUnlessOurs();
      if (!port.pushEgress(vcon.id(), chain.egressLists())) {
        throw failed(
            new FailedAt.AtEgress("an egress list of chain " + chain.name() + " refused the id"));
      }
      egressed = true;
    }
    stopUnlessOurs();
    List<StorageWriter> todo =
        chain.storages().stream().filter(s -> !stored.contains(s.name())).toList();
    var deferred = new ArrayList<String>();
    var reasons = new LinkedHashMap<String, String>();
    if (!todo.isEmpty()) {
      sort(todo, tools.writer().write(vcon, todo), deferred, reasons);
    }
    if (reasons.isEmpty()) {
      return new ChainOutcome.Completed(vcon.id(), routes, egressed, deferred);
    }
    return new ChainOutcome.Failed(
        new FailedAt.AtStorages(reasons), Optional.of(checkpoint(vcon)), deferred);
  }

  private void sort(
      List<StorageWriter> todo,
      Map<String, WriteOutcome> outcomes,
      List<String> deferred,
      Map<String, String> reasons) {
    for (StorageWriter storage : todo) {
      if (outcomes.get(storage.name()) instanceof WriteOutcome.Failed failure) {
        switch (storage.policy().onFailure()) {
          case DEAD_LETTER -> reasons.put(storage.name(), failure.reason());
          case DEFER -> {
            deferred.add(storage.name());
            stored.add(storage.name());
          }
          case IGNORE -> stored.add(storage.name());
        }
      } else {
        stored.add(storage.name());
      }
    }
  }
}
