package dev.vcond.app.trial;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vcond.chain.ChainOutcome;
import dev.vcond.chain.FailedAt;
import dev.vcond.chain.Route;
import dev.vcond.config.TrialExpectation.Outcome;
import dev.vcond.vcon.VconId;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What came of a test.
 *
 * @param end how it ended
 * @param text the vCon as Redis has it then
 * @param tree the same as a tree; missing if it is no JSON
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record Seen(
    End end,
    byte[] text,
    JsonNode tree,
    List<String> tags,
    List<String> egress,
    List<String> stored,
    List<String> skipped,
    List<Received> requests,
    List<Received> unanswered) {

  /**
   * How it ended.
   *
   * @param link where, if it was at a link
   * @param where in words
   */
  record End(
      Outcome outcome,
      VconId id,
      String link,
      String where,
      String code,
      String reason,
      List<String> routes) {

    static End of(ChainOutcome outcome, VconId given) {
      return switch (outcome) {
        case ChainOutcome.Completed done ->
            new End(
                Outcome.COMPLETED,
                done.current(),
                "",
                "",
                "",
                "",
                done.routes().stream().map(Route::list).toList());
        case ChainOutcome.Halted halted ->
            new End(
                Outcome.HALTED,
                halted.current(),
                halted.link(),
                "at link " + halted.link(),
                halted.code(),
                halted.reason(),
                halted.routes().stream().map(Route::list).toList());
        case ChainOutcome.Failed failed ->
            new End(
                Outcome.FAILED,
                given,
                failed.at() instanceof FailedAt.AtLink link ? link.step() : "",
                "at " + failed.at().step(),
                failed.at().code(),
                failed.at().text(),
                List.of());
        case ChainOutcome.Held _, ChainOutcome.Stale _, ChainOutcome.Discarded _ ->
            new End(
                Outcome.FAILED,
                given,
                "",
                "in the engine",
                "internal_error",
                "the run ended as no test can",
                List.of());
      };
    }

    /** The same with other names of hosts. */
    End named(UnaryOperator<String> hosts) {
      return new End(outcome, id, link, where, code, hosts.apply(reason), routes);
    }

    /** In words, for who expected something else. */
    String shown() {
      String in = where.isEmpty() ? "" : " " + where;
      String named = code.isEmpty() ? "" : " (" + code + ")";
      return outcome.word() + in + named + (reason.isEmpty() ? "" : ": " + reason);
    }
  }
}
