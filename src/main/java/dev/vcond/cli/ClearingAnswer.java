package dev.vcond.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vcond.deadletter.Clearing;
import dev.vcond.deadletter.Clearing.End;
import dev.vcond.queue.Rounds.Fate;
import java.util.Optional;

/**
 * What {@code dlq replay} and {@code dlq drop} say.
 *
 * @param signal the exit code that tells of a signal, else 0
 */
record ClearingAnswer(
    DeadLetterTarget target, Fate fate, Clearing.Report report, boolean dryRun, int signal) {

  void tell(Caller caller) {
    report
        .missing()
        .forEach(id ->
            caller.complain("%s is not on DLQ:%s.".formatted(SafeText.line(id), target.shown())));
    caller.out().printf("%d %s of DLQ:%s %s.%n", report.taken(), noun(), target.shown(), verb());
    stopped().ifPresent(why -> caller.complain(unfinished(why)));
  }

  private String unfinished(String why) {
    String how = (isInterrupted() ? "interrupted: " : "stopped before the end: ") + why + ".";
    return report.entries() == 0
        ? how
        : "%s %d of %d entries were looked at; the same command goes on with the rest."
            .formatted(how, report.looked(), report.entries());
  }

  private String noun() {
    return report.taken() == 1 ? "entry" : "entries";
  }

  private String verb() {
    return fate == Fate.DROP
        ? dryRun ? "would be dropped" : report.taken() == 1 ? "was dropped" : "were dropped"
        : (dryRun ? "would go back to list " : "went back to list ") + target.shown();
  }

  private boolean isInterrupted() {
    return report.end() instanceof End.Interrupted;
  }

  private Optional<String> stopped() {
    return switch (report.end()) {
      case End.Complete() -> Optional.empty();
      case End.Interrupted() -> Optional.of("a signal came");
      case End.Stopped(String why) -> Optional.of(why);
      case End.Away(String why) -> Optional.of(why);
    };
  }

  ObjectNode json() {
    ObjectNode answer = JsonOption.object();
    answer.put("list", target.list());
    answer.put(fate == Fate.DROP ? "dropped" : "replayed", report.taken()).put("dry_run", dryRun);
    answer.put("looked_at", report.looked()).put("entries", report.entries());
    ArrayNode missing = answer.putArray("missing");
    report.missing().forEach(missing::add);
    answer.put("stopped", stopped().orElse(null));
    return answer;
  }

  int exit() {
    return switch (report.end()) {
      case End.Interrupted() -> signal;
      case End.Stopped(_) -> ExitCode.FAILED.code();
      case End.Away(_) -> ExitCode.UNAVAILABLE.code();
      case End.Complete() ->
          (report.missing().isEmpty() ? ExitCode.OK : ExitCode.NOTHING_THERE).code();
    };
  }
}
