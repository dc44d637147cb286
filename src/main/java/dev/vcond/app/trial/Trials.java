package dev.vcond.app.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.vcond.app.Blueprint;
import dev.vcond.app.Catalog;
import dev.vcond.app.Rehearsal;
import dev.vcond.chain.ChainOutcome;
import dev.vcond.chain.ChainRunner;
import dev.vcond.chain.FailedAt;
import dev.vcond.chain.Run;
import dev.vcond.config.ConfigException;
import dev.vcond.config.ConfigLoader;
import dev.vcond.config.Draft;
import dev.vcond.config.OnUuidMismatch;
import dev.vcond.config.Overrides;
import dev.vcond.config.Problems;
import dev.vcond.config.TrialExpectation.Outcome;
import dev.vcond.config.TrialFile;
import dev.vcond.time.Watchdog;
import dev.vcond.vcon.NotJsonException;
import dev.vcond.vcon.Vcon;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

/**
 * The tests of one file, with the chains of a configuration ready to run them. Needs no Redis and
 * writes nothing. One test at a time.
 */
public final class Trials implements AutoCloseable {
  /** A link that timed out may hear of it before the next test begins. */
  private static final Duration TO_LEAVE = Duration.ofMillis(500);

  private final StubServer server = new StubServer();
  private final Hosts hosts = new Hosts(server::open);
  private final Fence fence = Fence.around(server, hosts);
  private final Notebook notebook = new Notebook();
  private final Watchdog watchdog = new Watchdog();
  private final ChainRunner runner = new ChainRunner(watchdog, notebook);
  private final Rehearsal rehearsal;
  private final List<Prepared> prepared;

  private Trials(Path config, Map<String, String> environment, TrialFile file, Wanted wanted) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(file.environment());
    try {
      rehearsal = rehearsal(ConfigLoader.read(config, all, Overrides.none()));
    } catch (ConfigException e) {
      fence.close();
      server.close();
      watchdog.close();
      throw e;
    }
    var preparation = new Preparation(file, rehearsal, wanted.problems);
    prepared =
        file.trials().stream()
            .filter(wanted.which)
            .map(preparation::of)
            .flatMap(Optional::stream)
            .toList();
  }

  private Rehearsal rehearsal(Draft draft) {
    var blueprint = Blueprint.of(draft, hosts::moved, Catalog.builtIn());
    return new Rehearsal(blueprint, notebook::storage, watchdog, notebook);
  }

  private record Wanted(Predicate<TrialFile.Written> which, Problems problems) {}

  /**
   * Reads a configuration and prepares the tests.
   *
   * @param environment the caller's, under that of the file
   * @param which of the tests are to run
   * @throws ConfigException with everything that is wrong with the configuration or the file
   */
  public static Trials prepare(
      Path config,
      Map<String, String> environment,
      TrialFile file,
      Predicate<TrialFile.Written> which) {
    var problems = new Problems();
    var trials = new Trials(config, environment, file, new Wanted(which, problems));
    if (problems.hasErrors()) {
      trials.close();
    }
    problems.throwIfErrors();
    return trials;
  }

  /** How many tests there are to run. */
  public int count() {
    return prepared.size();
  }

  /**
   * Runs a test, the first being 0.
   *
   * @throws InterruptedException if this thread was interrupted; what ran has been told to stop
   */
  public TrialResult run(int number) throws InterruptedException {
    Prepared trial = prepared.get(number);
    long began = System.nanoTime();
    notebook.turnPage();
    server.play(trial.stubs());
    var port = new TrialPort();
    trial.documents().forEach(port::put);
    port.put(trial.given().id(), trial.given().text());
    Seen seen = seen(trial, outcome(trial, port), port);
    var mismatches = new Judge(trial, seen).verdict(trial.given().text(), trial.expected());
    JsonNode before = Documents.tree(trial.given().text());
    return new TrialResult(
        trial.written().trial().name(),
        trial.written().position(),
        Duration.ofNanos(System.nanoTime() - began),
        mismatches,
        seen.end().shown(),
        mismatches.isEmpty() || before == null ? List.of() : JsonDiff.between(before, seen.tree()));
  }

  private ChainOutcome outcome(Prepared trial, TrialPort port) throws InterruptedException {
    var ended = new CompletableFuture<ChainOutcome>();
    var run = new Run(ended::complete);
    Thread worker = Thread.ofVirtual().name("vcond-test").start(() -> begin(trial, port, run));
    try {
      ChainOutcome outcome = ended.get();
      worker.join(TO_LEAVE);
      return outcome;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a run ends with an outcome", e);
    } catch (InterruptedException e) {
      run.settle(new ChainOutcome.Discarded());
      worker.join(TO_LEAVE);
      throw e;
    }
  }

  private void begin(Prepared trial, TrialPort port, Run run) {
    var given = trial.given();
    try {
      Vcon vcon = Vcon.read(given.id(), given.text());
      if (vcon.uuidDiffers()
          && rehearsal.config().worker().onUuidMismatch() == OnUuidMismatch.DEAD_LETTER) {
        fail(run, "uuid_mismatch", "the vCon has another uuid than the id from the list");
        return;
      }
      runner.run(trial.chain(), given.list(), vcon, Optional.empty(), port, run);
    } catch (NotJsonException e) {
      fail(run, "not_json", String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      run.settle(new ChainOutcome.Failed(FailedAt.unexpected(e)));
    }
  }

  private static void fail(Run run, String code, String text) {
    run.settle(new ChainOutcome.Failed(new FailedAt.Document(code, text)));
  }

  private Seen seen(Prepared trial, ChainOutcome outcome, TrialPort port) {
    Seen.End end = Seen.End.of(outcome, trial.given().id()).named(hosts::original);
    byte[] text = restored(port.text(end.id()).orElse(new byte[0]));
    JsonNode tree = Documents.tree(text);
    return new Seen(
        end,
        text,
        tree == null ? MissingNode.getInstance() : tree,
        tags(end, text),
        end.outcome() == Outcome.COMPLETED ? trial.chain().egressLists() : List.of(),
        notebook.stored(),
        notebook.skipped(),
        server.received(),
        server.unanswered());
  }

  private static List<String> tags(Seen.End end, byte[] text) {
    try {
      return Vcon.read(end.id(), text).tags();
    } catch (NotJsonException _) {
      return List.of();
    }
  }

  private byte[] restored(byte[] text) {
    return hosts.original(new String(text, UTF_8)).getBytes(UTF_8);
  }

  @Override
  public void close() {
    server.close();
    rehearsal.close();
    fence.close();
    watchdog.close();
  }
}
