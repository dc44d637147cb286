package dev.vcond.cli;

import dev.vcond.config.Config;
import dev.vcond.config.IngressLists;
import dev.vcond.deadletter.Census;
import dev.vcond.deadletter.Search;
import dev.vcond.deadletter.Selection;
import dev.vcond.queue.DeadLetterLists;
import dev.vcond.queue.QueueCounts;
import dev.vcond.queue.Redis;
import dev.vcond.queue.RedisOutage;
import dev.vcond.queue.RedisRefusal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Counts all dead letters by what their records say. */
@Command(
    name = "count",
    description = {
      "Counts the dead letters of LIST, or of every list, by reason, step, chain or day.",
      "",
      "Every entry is looked at, which takes some seconds for a million. Letters that come"
          + " meanwhile are left out."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  vcond dlq count", "  vcond dlq count default --by reason,step"},
    mixinStandardHelpOptions = true)
final class DlqCountCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions configuration;
  @Mixin private JsonOption json;
  @Mixin private LetterFilter filter;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "LIST",
      converter = DeadLetterTarget.Converter.class,
      description = "An ingress list, or its dead-letter list DLQ:LIST.")
  private @Nullable DeadLetterTarget target;

  @Option(
      names = "--by",
      paramLabel = "WHAT",
      split = ",",
      defaultValue = "reason",
      description =
          "reason, step, chain or day (of the last failure, in UTC), or several with commas;"
              + " default: ${DEFAULT-VALUE}.")
  private List<Census.By> by = List.of();

  @Override
  public Integer call() throws Exception {
    Config config = configuration.load().config();
    Caller caller = Caller.of(spec);
    List<Census.By> columns = List.copyOf(new LinkedHashSet<>(by));
    try (Redis redis = configuration.connect(config)) {
      var answer = new DlqCountAnswer(columns, new LinkedHashMap<>(), new ArrayList<>());
      Selection which = filter.selection(InstantSource.system().instant());
      try (var line = new ProgressLine(caller, "counted")) {
        var search = new Search(new DeadLetterLists(redis), line);
        for (String list : lists(redis, config)) {
          count(search, list, which, answer);
        }
      }
      if (json.wanted()) {
        json.print(answer.json());
      } else {
        answer.tell(caller);
      }
      return answer.exit().code();
    }
  }

  private List<String> lists(Redis redis, Config config)
      throws RedisOutage, RedisRefusal, InterruptedException {
    return target == null
        ? new QueueCounts(redis)
            .known(IngressLists.of(config).names()).stream()
                .filter(list -> !list.startsWith("DLQ:"))
                .toList()
        : List.of(target.list());
  }

  private void count(Search search, String list, Selection which, DlqCountAnswer answer)
      throws RedisOutage, RedisRefusal, InterruptedException {
    try {
      answer.results().put(list, Census.of(search, list, which, answer.by()));
    } catch (RedisRefusal e) {
      if (target != null) {
        throw e;
      }
      answer.refused().add(String.valueOf(e.getMessage()));
    }
  }
}
