package dev.vcond.cli;

import dev.vcond.config.Config;
import dev.vcond.config.IngressLists;
import dev.vcond.deadletter.Inspection;
import dev.vcond.queue.Keys;
import dev.vcond.queue.Redis;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows everything about one dead letter. */
@Command(
    name = "show",
    description = "Shows why an id is dead, what was done before, and what a replay would do.",
    footerHeading = "%nExamples:%n",
    footer = "  vcond dlq show default 01926837-6a5b-8a9c-b0d4-8f3f2c1e5a77",
    mixinStandardHelpOptions = true)
final class DlqShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions configuration;
  @Mixin private JsonOption json;

  @Parameters(
      index = "0",
      paramLabel = "LIST",
      converter = DeadLetterTarget.OrOwed.class,
      description = "The ingress list, or its dead-letter list DLQ:LIST.")
  private DeadLetterTarget target = new DeadLetterTarget("");

  @Parameters(index = "1", paramLabel = "ID", description = "The entry as it is on the list.")
  private String id = "";

  @Override
  public Integer call() throws Exception {
    Config config = configuration.load().config();
    try (Redis redis = configuration.connect(config)) {
      var inspection =
          Inspection.of(
              redis, target.list(), Keys.bytes(id), IngressLists.of(config).takerOf(target.list()));
      if (inspection.isEmpty()) {
        throw new CommandFailure(
            ExitCode.NOTHING_THERE,
            "%s is not on DLQ:%s.".formatted(SafeText.line(id), target.shown()));
      }
      var answer = new DlqShowAnswer(target, id, inspection.get());
      if (json.wanted()) {
        json.print(answer.json());
      } else {
        answer.tell(Caller.of(spec));
      }
      return ExitCode.OK.code();
    }
  }
}
