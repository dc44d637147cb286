package dev.vcond.cli;

import dev.vcond.config.Config;
import dev.vcond.config.IngressLists;
import dev.vcond.queue.LiveInstances;
import dev.vcond.queue.QueueCounts;
import dev.vcond.queue.Redis;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows how full every list is, and whether anybody takes from it. */
@Command(
    name = "queues",
    description = {
      "Shows what waits on every list, what is in flight and what is dead.",
      "",
      "These are the ingress lists of the configuration and those that any vcond took ids from"
          + " before. LIVE counts the running instances that take ids from a list."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  vcond queues", "  watch vcond queues", "  vcond queues --json"},
    mixinStandardHelpOptions = true)
final class QueuesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions configuration;
  @Mixin private JsonOption json;

  @Override
  public Integer call() throws Exception {
    Config config = configuration.load().config();
    var ingress = IngressLists.of(config);
    try (Redis redis = configuration.connect(config)) {
      var counts = new QueueCounts(redis);
      List<String> lists = counts.known(ingress.names());
      var answer =
          new QueuesAnswer(
              ingress,
              counts.read(lists),
              new LiveInstances(redis).read(lists),
              counts.readOwed(config.storages().keySet()));
      if (json.wanted()) {
        json.print(answer.json());
      } else {
        answer.tell(Caller.of(spec));
      }
      return answer.exit().code();
    }
  }
}
