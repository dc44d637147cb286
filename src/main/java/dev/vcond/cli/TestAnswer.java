package dev.vcond.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vcond.app.trial.Mismatch;
import dev.vcond.app.trial.TrialResult;
import dev.vcond.config.ConfigProblem;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code vcond test} says: each failure when it is known, and the sum at the end. */
final class TestAnswer {
  private final Caller caller;
  private final boolean verbose;
  private final ObjectNode json = JsonOption.object();
  private final ArrayNode files = json.putArray("files");
  private @Nullable ArrayNode tests;
  private int passed;
  private int failed;

  /**
   * @param verbose whether tests that passed are named
   */
  TestAnswer(Caller caller, boolean verbose) {
    this.caller = caller;
    this.verbose = verbose;
  }

  /** From now on results are of this file. */
  void begin(Path file, Path config) {
    tests =
        files
            .addObject()
            .put("file", file.toString())
            .put("config", config.toString())
            .putArray("tests");
  }

  void add(TrialResult result, boolean silent) {
    if (result.passed()) {
      passed++;
    } else {
      failed++;
    }
    put(result);
    if (!silent && (verbose || !result.passed())) {
      tell(result);
    }
  }

  private void tell(TrialResult result) {
    String mark = result.passed() ? "@|green ok|@    " : "@|bold,red FAILED|@";
    caller
        .out()
        .println(
            caller.styled(mark) + " " + result.position() + ": " + SafeText.line(result.name()));
    result.mismatches().forEach(this::tell);
    boolean diffs = result.mismatches().stream().anyMatch(one -> !one.diff().isEmpty());
    if (!result.passed() && !diffs && !result.changes().isEmpty()) {
      caller.out().println("  what the chain did to the vCon:");
      result.changes().forEach(this::diffLine);
    }
  }

  private void tell(Mismatch mismatch) {
    caller
        .out()
        .printf(
            "  line %d, %s%n    expected: %s%n    found:    %s%n",
            mismatch.line(),
            SafeText.line(mismatch.key()),
            SafeText.line(mismatch.expected()),
            SafeText.line(mismatch.found()));
    mismatch.diff().forEach(this::diffLine);
  }

  private void diffLine(String line) {
    String safe = "    " + line.replaceAll("\\p{C}", "?");
    String code = line.startsWith("-") ? "31" : line.startsWith("+") ? "32" : "";
    boolean coloured = caller.ansi().enabled() && !code.isEmpty();
    caller.out().println(coloured ? "\033[" + code + "m" + safe + "\033[0m" : safe);
  }

  private void put(TrialResult result) {
    if (tests == null) {
      return;
    }
    ObjectNode one =
        tests
            .addObject()
            .put("name", result.name())
            .put("line", result.position().line())
            .put("passed", result.passed())
            .put("ending", result.ending())
            .put("milliseconds", result.took().toNanos() / 1_000_000.0);
    ArrayNode mismatches = one.putArray("mismatches");
    for (Mismatch mismatch : result.mismatches()) {
      ArrayNode diff =
          mismatches
              .addObject()
              .put("key", mismatch.key())
              .put("line", mismatch.line())
              .put("expected", mismatch.expected())
              .put("found", mismatch.found())
              .putArray("diff");
      mismatch.diff().forEach(diff::add);
    }
    ArrayNode changes = one.putArray("changes");
    result.changes().forEach(changes::add);
  }

  /** Whether no test has run. */
  boolean isEmpty() {
    return passed + failed == 0;
  }

  /** The last line. */
  void summary(int problems) {
    String wrong =
        problems == 0 ? "" : ", %d problem%s".formatted(problems, problems == 1 ? "" : "s");
    String colour = failed == 0 && problems == 0 ? "green" : "red";
    caller
        .out()
        .println(
            caller.styled(
                "@|%s %d passed, %d failed%s|@".formatted(colour, passed, failed, wrong)));
  }

  ObjectNode json(List<ConfigProblem> problems) {
    json.put("passed", passed).put("failed", failed);
    ArrayNode all = json.putArray("problems");
    problems.forEach(problem -> all.add(CheckCommand.asJson(problem)));
    return json;
  }

  ExitCode exit(List<ConfigProblem> problems) {
    if (!problems.isEmpty()) {
      return ExitCode.WRONG_CONFIGURATION;
    }
    return failed > 0 ? ExitCode.FAILED : passed == 0 ? ExitCode.NOTHING_THERE : ExitCode.OK;
  }
}
