package dev.vcond.cli;

import dev.vcond.config.Config;
import dev.vcond.config.IngressLists;
import dev.vcond.deadletter.DeadLetterQueue;
import dev.vcond.deadletter.Explanation;
import dev.vcond.deadletter.Search;
import dev.vcond.queue.DeadLetterLists;
import dev.vcond.queue.QueueCounts;
import dev.vcond.queue.Redis;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
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
      "The causes of a long list are counted in a sample that is spread over it; `vcond dlq count`"
          + " counts all. DLQ:storage:NAME lists the ids whose write to a storage is owed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  vcond dlq list",
      "  vcond dlq list default --reason storage_failed --older-than 3d"
    },
    mixinStandardHelpOptions = true)
final class DlqListCommand implements Callable<Integer> {
  /** In one answer of Redis. */
  private static final long MOST_OWED = 1_000;

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions configuration;
  @Mixin private JsonOption json;
  @Mixin private LetterFilter filter;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "LIST",
      converter = DeadLetterTarget.OrOwed.class,
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
      description = "How many of the oldest (that fit) to leave out.")
  private long offset;

  @Override
  public Integer call() throws Exception {
    if (limit < 1 || offset < 0) {
      throw new ParameterException(
          spec.commandLine(), "--limit must be at least 1 and --offset at least 0");
    }
    if (filter.any() && (target == null || target.owedTo().isPresent())) {
      throw new ParameterException(
          spec.commandLine(), "conditions such as --reason need a list of dead letters");
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
    List<String> known = counts.known(IngressLists.of(config).names());
    for (var count : counts.read(known).entrySet()) {
      if (count.getValue().deadLetters() == QueueCounts.REFUSED) {
        refused.add(count.getKey());
      } else if (count.getValue().deadLetters() > 0) {
        summaries.put(count.getKey(), queue.summary(count.getKey()));
      }
    }
    var answer =
        new DlqSummaryAnswer(
            summaries, refused, counts.readOwed(QueueCounts.owing(config.storages(), known)));
    if (json.wanted()) {
      json.print(answer.json());
    } else {
      answer.tell(Caller.of(spec));
    }
    return answer.exit();
  }

  private ExitCode letters(Redis redis, DeadLetterTarget target)
      throws RedisOutage, RedisRefusal, InterruptedException {
    if (target.owedTo().isPresent()) {
      return owed(redis, target);
    }
    DlqListAnswer answer = filter.any() ? fitting(redis, target) : page(redis, target);
    if (json.wanted()) {
      json.print(answer.json());
    } else {
      answer.tell(Caller.of(spec));
    }
    return ExitCode.OK;
  }

  private DlqListAnswer page(Redis redis, DeadLetterTarget target)
      throws RedisOutage, RedisRefusal, InterruptedException {
    var letters = new ArrayList<DeadLetterQueue.Letter>();
    long length =
        new DeadLetterQueue(new DeadLetterLists(redis))
            .read(target.list(), offset, limit, letters::add);
    return new DlqListAnswer(target, length, offset, letters, false);
  }

  private DlqListAnswer fitting(Redis redis, DeadLetterTarget target)
      throws RedisOutage, RedisRefusal, InterruptedException {
    var letters = new ArrayList<DeadLetterQueue.Letter>();
    var seen = new AtomicLong();
    try (var line = new ProgressLine(Caller.of(spec), "found")) {
      long length =
          new Search(new DeadLetterLists(redis), line)
              .each(
                  target.list(),
                  filter.selection(InstantSource.system().instant()),
                  Explanation.FIELDS,
                  letter -> {
                    if (seen.getAndIncrement() >= offset) {
                      letters.add(letter);
                    }
                    return letters.size() < limit;
                  });
      return new DlqListAnswer(target, length, offset, letters, true);
    }
  }

  private ExitCode owed(Redis redis, DeadLetterTarget target)
      throws RedisOutage, RedisRefusal, InterruptedException {
    var page =
        new DeadLetterLists(redis)
            .page(
                target.list(),
                offset,
                (int) Math.min(limit, MOST_OWED),
                List.of("origin", "trials"));
    var answer = new OwedListAnswer(target, offset, page);
    if (json.wanted()) {
      json.print(answer.json());
    } else {
      answer.tell(Caller.of(spec));
    }
    return ExitCode.OK;
  }
}
