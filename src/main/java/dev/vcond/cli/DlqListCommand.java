package dev.vcond.cli;

import dev.vcond.config.Config;
import dev.vcond.config.IngressLists;
import dev.vcond.deadletter.DeadLetterQueue;
import dev.vcond.queue.DeadLetterLists;
import dev.vcond.queue.QueueCounts;
import dev.vcond.queue.Redis;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists dead-letter lists, or the entries of one. */
@Command(
    name = "list",
    description = {
      "Lists the dead letters of LIST, the oldest first; without LIST, the dead-letter lists.",
      "",
      "The causes of a long list are counted in a sample that is spread over it."
    },
    mixinStandardHelpOptions = true)
final class DlqListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions configuration;
  @Mixin private JsonOption json;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "LIST",
      converter = DeadLetterTarget.Converter.class,
      description = "An ingress list, or its dead-letter list DLQ:LIST.")
  private @Nullable DeadLetterTarget target;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many at most; default: ${DEFAULT-VALUE}.")
  private long limit;

  @Option(
      names = "--offset",
      paramLabel = "N",
      defaultValue = "0",
      description = "How many of the oldest to leave out.")
  private long offset;

  @Override
  public Integer call() throws Exception {
    if (limit < 1 || offset < 0) {
      throw new ParameterException(
          spec.commandLine(), "--limit must be at least 1 and --offset at least 0");
    }
    Config config = configuration.load().config();
    try (Redis redis = configuration.connect(config)) {
      return (target == null ? lists(redis, config) : letters(redis, target)).code();
    }
  }

  private ExitCode lists(Redis redis, Config config)
      throws RedisOutage, RedisRefusal, InterruptedException {
    var counts = new QueueCounts(redis);
    var queue = new DeadLetterQueue(new DeadLetterLists(redis));
    var summaries = new LinkedHashMap<String, DeadLetterQueue.Summary>();
    var refused = new ArrayList<String>();
    for (var count : counts.read(counts.known(IngressLists.of(config).names())).entrySet()) {
      if (count.getValue().deadLetters() == QueueCounts.REFUSED) {
        refused.add(count.getKey());
      } else if (count.getValue().deadLetters() > 0) {
        summaries.put(count.getKey(), queue.summary(count.getKey()));
      }
    }
    var answer = new DlqSummaryAnswer(summaries, refused);
    if (json.wanted()) {
      json.print(answer.json());
    } else {
      answer.tell(Caller.of(spec));
    }
    return answer.exit();
  }

  private ExitCode letters(Redis redis, DeadLetterTarget target)
      throws RedisOutage, RedisRefusal, InterruptedException {
    var letters = new ArrayList<DeadLetterQueue.Letter>();
    long length =
        new DeadLetterQueue(new DeadLetterLists(redis))
            .read(target.list(), offset, limit, letters::add);
    var answer = new DlqListAnswer(target, length, offset, letters);
    if (json.wanted()) {
      json.print(answer.json());
    } else {
      answer.tell(Caller.of(spec));
    }
    return ExitCode.OK;
  }
}
