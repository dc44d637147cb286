package dev.vcond.cli;

import dev.vcond.app.demo.DemoResult;
import dev.vcond.app.demo.Progress;
import dev.vcond.app.demo.proof.Difference;
import dev.vcond.app.demo.proof.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is said at the end of a demo. */
final class DemoReport {
  private static final int MOST_DIFFERENCES = 20;

  private final DemoResult result;
  private final Verdict verdict;
  private final DemoScreen screen;
  private final DemoWays ways;

  DemoReport(DemoResult result, DemoScreen screen, DemoWays ways) {
    this.result = result;
    this.verdict = result.verdict();
    this.screen = screen;
    this.ways = ways;
  }

  /**
   * Prints it.
   *
   * @param stays whether everything goes on running
   * @param kept whether the folder stays
   */
  void print(boolean stays, boolean kept) {
    stored();
    deadLetters();
    speed();
    if (!verdict.holds()) {
      differences();
    }
    lookAround(stays);
    screen.print("");
    screen.print(stays ? "Everything runs until Ctrl-C." : end(kept));
  }

  private void stored() {
    title("Stored");
    count("files", verdict.files(), result.ways().files().toString());
    count("rows", verdict.rows(), "table %s in Postgres".formatted(result.ways().table()));
    boolean all = verdict.proved() == verdict.good();
    screen.print(
        "  %s %s of %s good vCons were read back from both, equal to what was submitted"
            .formatted(
                screen.mark(all),
                DemoText.count(verdict.proved()),
                DemoText.count(verdict.good())));
    screen.print("    plus exactly the tags and the write rules");
  }

  private void deadLetters() {
    title("Dead letters");
    Map<String, List<Verdict.Dead>> byCode = new TreeMap<>();
    verdict.deadLetters().stream()
        .sorted(Comparator.comparing(Verdict.Dead::what))
        .forEach(dead -> byCode.computeIfAbsent(dead.code(), _ -> new ArrayList<>()).add(dead));
    byCode.forEach((code, dead) -> {
      count(code, dead.size(), what(dead.getFirst()));
      dead.stream().skip(1).forEach(more -> screen.print(" ".repeat(28) + what(more)));
    });
  }

  private static String what(Verdict.Dead dead) {
    return dead.what().isEmpty() ? dead.id() + ": " + dead.reason() : dead.what();
  }

  private void speed() {
    Progress.Snapshot work = result.work();
    title("Speed");
    screen.print(
        "  %s vCons a second; from claim to ack p50 %s, p99 %s"
            .formatted(
                DemoText.rate(work.rate()),
                DemoText.millis(work.median()),
                DemoText.millis(work.p99())));
  }

  private void differences() {
    title("Not as it must be");
    verdict.differences().stream()
        .limit(MOST_DIFFERENCES)
        .forEach(difference -> screen.print("  " + screen.mark(false) + " " + shown(difference)));
    int more = verdict.differenceCount() - MOST_DIFFERENCES;
    if (more > 0) {
      screen.print("    and %s more".formatted(DemoText.count(more)));
    }
  }

  private static String shown(Difference difference) {
    return difference.toString();
  }

  private void lookAround(boolean stays) {
    title("Look around" + (stays ? "" : ", while a demo runs with --stay"));
    ways.commands().forEach(this::command);
    if (stays) {
      title("Push more");
      ways.pushes(result.example()).forEach(this::command);
    }
    List<String> missing = ways.missingPrograms();
    if (!missing.isEmpty()) {
      screen.print("  not installed here: " + String.join(", ", missing));
    }
  }

  private String end(boolean kept) {
    return "Done in %s. The servers stop; the folder is %s."
        .formatted(DemoText.seconds(result.took()), kept ? "kept" : "removed");
  }

  private void title(String text) {
    screen.print("");
    screen.print("@|bold " + text + "|@");
  }

  private void count(String name, int count, String text) {
    screen.print("  %-16s %6s   %s".formatted(name, DemoText.count(count), text));
  }

  private void command(String name, String command) {
    screen.print("  %-13s %s".formatted(name, command));
  }
}
