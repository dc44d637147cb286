package dev.vcond.cli;

import dev.vcond.metrics.MetricsReference;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the metrics. */
@Command(
    name = "metrics",
    description = {
      "Lists every metric of vcond with its type, unit, labels and meaning.",
      "A daemon shows their values at http://ADMIN.LISTEN/metrics, with those of its process"
          + " (process_*, jvm_*, system_*) beside them."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  vcond metrics", "  vcond metrics --json"},
    mixinStandardHelpOptions = true)
final class MetricsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    List<MetricsReference.Entry> entries = MetricsReference.entries();
    if (json.wanted()) {
      var all = JsonOption.object();
      var list = all.putArray("metrics");
      for (MetricsReference.Entry entry : entries) {
        var one = list.addObject();
        one.put("name", entry.name()).put("type", entry.type()).put("unit", entry.unit());
        entry.labels().forEach(one.putArray("labels")::add);
        one.put("meaning", entry.meaning());
      }
      json.print(all);
    } else {
      Caller caller = Caller.of(spec);
      var prose = Prose.of(caller, spec.usageMessage().width());
      for (MetricsReference.Entry entry : entries) {
        caller.out().println(caller.styled("@|bold " + entry.name() + "|@" + labels(entry)));
        String unit = entry.unit().isEmpty() ? "" : ", " + entry.unit();
        prose
            .paragraph(entry.type() + unit + ". " + entry.meaning(), "    ")
            .forEach(caller.out()::println);
      }
    }
    return ExitCode.OK.code();
  }

  private static String labels(MetricsReference.Entry entry) {
    return entry.labels().isEmpty() ? "" : "{" + String.join(", ", entry.labels()) + "}";
  }
}
