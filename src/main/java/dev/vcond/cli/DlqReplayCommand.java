package dev.vcond.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vcond.config.Config;
import dev.vcond.config.IngressLists;
import dev.vcond.queue.LiveInstances;
import dev.vcond.queue.Redis;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import dev.vcond.queue.Rounds.Fate;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts dead letters back at the end of their ingress list. */
@Command(
    name = "replay",
    description = {
      "Puts dead letters back at the end of their list, where they run again.",
      "",
      "What was done before is not done again, unless the document or the chain's links changed:"
          + " after a storage failed, only that one is written. Entries that fail again meanwhile"
          + " are not taken twice. After Ctrl-C or an outage of Redis the same command goes on."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  vcond dlq replay default --all --dry-run",
      "  vcond dlq replay default --step archive --rate 200/s",
      "  vcond dlq replay default 01926837-6a5b-8a9c-b0d4-8f3f2c1e5a77"
    },
    mixinStandardHelpOptions = true)
final class DlqReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions configuration;
  @Mixin private JsonOption json;
  @Mixin private LetterChoice choice;

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

  @Override
  public Integer call() throws Exception {
    choice.check(ids);
    Config config = configuration.load().config();
    try (Redis redis = configuration.connect(config)) {
      String warning = warning(redis, config);
      var work =
          new LetterWork(
              Caller.of(spec), target, Fate.REPLAY, choice, ids, InstantSource.system().instant());
      ClearingAnswer answer =
          choice.dryRun() ? work.dryRun(redis) : work.run(redis, Long.MAX_VALUE);
      tell(answer, warning);
      return answer.exit();
    }
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

  private void tell(ClearingAnswer answer, String warning) {
    if (json.wanted()) {
      ObjectNode told = answer.json();
      if (!warning.isEmpty()) {
        told.put("warning", warning);
      }
      json.print(told);
      return;
    }
    Caller caller = Caller.of(spec);
    if (!warning.isEmpty()) {
      caller.complain("warning: " + warning + "; what is replayed waits there.");
    }
    answer.tell(caller);
  }
}
