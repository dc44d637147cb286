package dev.vcond.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vcond.config.Config;
import dev.vcond.config.IngressLists;
import dev.vcond.deadletter.Replay;
import dev.vcond.queue.DeadLetterLists;
import dev.vcond.queue.LiveInstances;
import dev.vcond.queue.Redis;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts dead letters back at the end of their ingress list. */
@Command(
    name = "replay",
    description = {
      "Puts dead letters back at the end of their list, where they run again.",
      "",
      "What was done before is not done again, unless the document or the chain's links changed:"
          + " after a storage failed, only that one is written."
    },
    mixinStandardHelpOptions = true)
final class DlqReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions configuration;
  @Mixin private JsonOption json;

  @Parameters(
      index = "0",
      paramLabel = "LIST",
      converter = DeadLetterTarget.Converter.class,
      description = "The ingress list, or its dead-letter list DLQ:LIST.")
  private DeadLetterTarget target = new DeadLetterTarget("");

  @Parameters(
      index = "1..*",
      paramLabel = "ID",
      description = "Entries as they are on the list; all of an id that is there more than once.")
  private List<String> ids = List.of();

  @Option(names = "--all", description = "Every entry.")
  private boolean all;

  @Option(
      names = "--reason",
      paramLabel = "CODE",
      description = "Every entry with this reason code, as `vcond dlq list` shows it.")
  private @Nullable String reason;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "With --all or --reason: at most N entries, the oldest first.")
  private @Nullable Long limit;

  @Option(names = "--dry-run", description = "Only says how many entries it would be.")
  private boolean dryRun;

  @Override
  public Integer call() throws Exception {
    checkArguments();
    Config config = configuration.load().config();
    try (Redis redis = configuration.connect(config)) {
      String warning = warning(redis, config);
      var replay = new Replay(new DeadLetterLists(redis), dryRun);
      Replay.Report report =
          ids.isEmpty()
              ? replay.bulk(target.list(), which(), limit == null ? Long.MAX_VALUE : limit)
              : replay.ids(target.list(), ids);
      answer(report, warning);
      return exit(report).code();
    }
  }

  private void checkArguments() {
    boolean bulk = all || reason != null;
    if (ids.isEmpty() != bulk) {
      throw wrong(
          bulk
              ? "name ids, or use --all or --reason, not both"
              : "name the ids to replay, or use --all or --reason CODE");
    }
    if (limit != null && !bulk) {
      throw wrong("--limit goes with --all or --reason");
    }
    if (limit != null && limit < 1) {
      throw wrong("--limit must be at least 1");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private Replay.Which which() {
    return reason == null ? new Replay.Which.All() : new Replay.Which.WithReason(reason);
  }

  private String warning(Redis redis, Config config)
      throws RedisOutage, RedisRefusal, InterruptedException {
    String list = target.list();
    if (IngressLists.of(config).takerOf(list).isEmpty()) {
      return "no enabled chain takes ids from the list " + target.shown();
    }
    boolean alone =
        new LiveInstances(redis).read(List.of(list)).values().stream().allMatch(List::isEmpty);
    return alone ? "no vcond takes ids from the list " + target.shown() + " at the moment" : "";
  }

  private void answer(Replay.Report report, String warning) {
    if (json.wanted()) {
      json.print(asJson(report, warning));
      return;
    }
    Caller caller = Caller.of(spec);
    if (!warning.isEmpty()) {
      caller.complain("warning: " + warning + "; what is replayed waits there.");
    }
    report
        .missing()
        .forEach(id ->
            caller.complain("%s is not on DLQ:%s.".formatted(SafeText.line(id), target.shown())));
    caller
        .out()
        .printf(
            "%d %s of DLQ:%s %s to list %s.%n",
            report.replayed(),
            report.replayed() == 1 ? "entry" : "entries",
            target.shown(),
            dryRun ? "would go back" : "went back",
            target.shown());
    report.stopped().ifPresent(why -> caller.complain("stopped before the end: " + why));
  }

  private ObjectNode asJson(Replay.Report report, String warning) {
    ObjectNode answer = JsonOption.object();
    answer.put("list", target.list()).put("replayed", report.replayed()).put("dry_run", dryRun);
    ArrayNode missing = answer.putArray("missing");
    report.missing().forEach(missing::add);
    answer.put("stopped", report.stopped().orElse(null));
    if (!warning.isEmpty()) {
      answer.put("warning", warning);
    }
    return answer;
  }

  private static ExitCode exit(Replay.Report report) {
    if (report.stopped().isPresent()) {
      return ExitCode.FAILED;
    }
    return report.missing().isEmpty() ? ExitCode.OK : ExitCode.NOTHING_THERE;
  }
}
