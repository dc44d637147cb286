package dev.vcond.cli;

import dev.vcond.config.Config;
import dev.vcond.deadletter.DeadLetterQueue.Letter;
import dev.vcond.deadletter.Search;
import dev.vcond.queue.Redis;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import dev.vcond.queue.Rounds.Fate;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Removes dead letters for good. */
@Command(
    name = "drop",
    description = {
      "Removes dead letters and their records for good: these ids do not run again.",
      "",
      "Their documents stay in Redis for as long as they would have anyway; `vcond delete` deletes"
          + " one everywhere. DLQ:storage:NAME gives up writes that are owed to a storage, such as"
          + " one that is no more. After Ctrl-C or an outage of Redis the same command goes on."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  vcond dlq drop default --reason not_json --dry-run",
      "  vcond dlq drop default 01926837-6a5b-8a9c-b0d4-8f3f2c1e5a77 --yes"
    },
    mixinStandardHelpOptions = true)
final class DlqDropCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions configuration;
  @Mixin private JsonOption json;
  @Mixin private LetterChoice choice;

  @Parameters(
      index = "0",
      paramLabel = "LIST",
      converter = DeadLetterTarget.OrOwed.class,
      description = "The ingress list, or its dead-letter list DLQ:LIST.")
  private DeadLetterTarget target = new DeadLetterTarget("");

  @Parameters(
      index = "1..*",
      paramLabel = "ID",
      description = "Entries as they are on the list; all of an id that is there more than once.")
  private List<String> ids = List.of();

  @Option(names = "--yes", description = "Does not ask.")
  private boolean yes;

  @Override
  public Integer call() throws Exception {
    choice.check(ids);
    if (!yes && !choice.dryRun() && !Caller.of(spec).terminal()) {
      throw new ParameterException(
          spec.commandLine(), "without a terminal to ask on, drop needs --yes");
    }
    Config config = configuration.load().config();
    try (Redis redis = configuration.connect(config)) {
      var work =
          new LetterWork(
              Caller.of(spec), target, Fate.DROP, choice, ids, InstantSource.system().instant());
      ClearingAnswer answer =
          choice.dryRun() ? work.dryRun(redis) : work.run(redis, agreedTo(work, redis));
      if (json.wanted()) {
        json.print(answer.json());
      } else {
        answer.tell(Caller.of(spec));
      }
      return answer.exit();
    }
  }

  /** How many of the oldest entries the caller has agreed to lose what fits of. */
  private long agreedTo(LetterWork work, Redis redis)
      throws RedisOutage, RedisRefusal, InterruptedException, IOException {
    if (yes) {
      return Long.MAX_VALUE;
    }
    return ids.isEmpty() ? agreedTo(work.count(redis)) : agreedToIds();
  }

  private long agreedToIds() throws IOException {
    ask(
        ids.size() == 1
            ? "Drop " + SafeText.line(ids.getFirst()) + " from DLQ:" + target.shown() + "?"
            : "Drop %d ids from DLQ:%s?".formatted(ids.size(), target.shown()));
    return Long.MAX_VALUE;
  }

  private long agreedTo(Search.Found found) throws IOException {
    long count = Math.min(found.matching(), choice.limit());
    if (count == 0) {
      return 0;
    }
    found
        .first()
        .ifPresent(letter -> Caller.of(spec).err().println("For example " + shown(letter)));
    ask(
        "Drop %d of %d entries of DLQ:%s for good?"
            .formatted(count, found.entries(), target.shown()));
    return found.entries();
  }

  private static String shown(Letter letter) {
    return letter.raw().shown()
        + letter
            .why()
            .map(why ->
                ", %s in chain %s, %s"
                    .formatted(
                        SafeText.line(why.cause()),
                        SafeText.line(why.chain()),
                        Moments.shown(why.last())))
            .orElse(", no record");
  }

  private void ask(String question) throws IOException {
    if (!new Confirmation(Caller.of(spec)).given(question)) {
      throw new CommandFailure(ExitCode.FAILED, "nothing was dropped.");
    }
  }
}
