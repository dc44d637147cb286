package dev.vcond.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vcond.app.Blueprint;
import dev.vcond.app.Catalog;
import dev.vcond.app.Reach;
import dev.vcond.app.Reach.Finding;
import dev.vcond.config.ChainConfig;
import dev.vcond.config.Config;
import dev.vcond.config.ConfigException;
import dev.vcond.config.ConfigProblem;
import dev.vcond.config.ConfigProblem.Severity;
import dev.vcond.config.EffectiveConfig;
import dev.vcond.queue.RedisAdvice;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what {@code run} would say about a configuration, and starts nothing. */
@Command(
    name = "check",
    description = "Says everything that is wrong with the configuration, and starts nothing.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  vcond check --config new.yml",
      "  vcond check --connect --timeout 3",
      "  vcond check --print",
      "  vcond check --schema > config.schema.json"
    },
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions options;
  @Mixin private JsonOption json;

  @ArgGroup private Way way = new Way();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "With --connect, how long each may take; default: ${DEFAULT-VALUE}.")
  private int timeoutSeconds;

  /** What is done beside reading; one of them at most. */
  private static final class Way {
    @Option(
        names = "--connect",
        description =
            "Also reaches Redis and every storage, and says what each lacks and how fast it"
                + " answers, and whether every link can be opened. Nothing is changed.")
    private boolean connect;

    @Option(
        names = "--print",
        description =
            "Prints the configuration as it counts, as YAML: every key with its default, and where"
                + " each value comes from. Secrets are stars; problems go to standard error.")
    private boolean print;

    @Option(
        names = "--schema",
        description =
            "Prints the JSON Schema of config.yml, with the plugins of the configuration, for"
                + " editors.")
    private boolean schema;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (way.schema) {
      try (Catalog catalog = options.catalog()) {
        json.printIndented(catalog.schema());
      }
      return ExitCode.OK.code();
    }
    return way.print ? printed() : checked();
  }

  private int checked() throws InterruptedException {
    try {
      var blueprint = options.blueprint();
      List<Finding> findings = way.connect ? findings(blueprint) : List.of();
      answer(blueprint, blueprint.warnings(), findings);
      boolean reached = findings.stream().allMatch(Finding::ok);
      return (reached ? ExitCode.OK : ExitCode.UNAVAILABLE).code();
    } catch (ConfigException e) {
      answer(null, e.problems(), List.of());
      return ExitCode.WRONG_CONFIGURATION.code();
    }
  }

  private int printed() {
    Caller caller = Caller.of(spec);
    try {
      var blueprint = options.blueprint();
      blueprint.warnings().forEach(caller.err()::println);
      EffectiveConfig effective = blueprint.effective();
      if (json.wanted()) {
        json.print(EffectiveAnswer.json(options.fileName(), effective));
      } else {
        caller.out().print(EffectiveAnswer.yaml(options.fileName(), effective));
      }
      return ExitCode.OK.code();
    } catch (ConfigException e) {
      e.problems().forEach(caller.err()::println);
      return ExitCode.WRONG_CONFIGURATION.code();
    }
  }

  /**
   * @param usable the configuration, null if it cannot be used
   */
  private void answer(
      @Nullable Blueprint usable, List<ConfigProblem> problems, List<Finding> findings) {
    Config config = usable == null ? null : usable.config();
    List<String> taken = usable == null ? List.of() : usable.effective().fromEnvironment();
    if (json.wanted()) {
      ObjectNode answer = asJson(config, problems);
      ArrayNode environment = answer.putArray("environment");
      taken.forEach(environment::add);
      if (way.connect) {
        put(findings, answer.putArray("connections"));
      }
      json.print(answer);
      return;
    }
    Caller caller = Caller.of(spec);
    problems.forEach(caller.out()::println);
    caller.out().println(summary(config, problems));
    if (!taken.isEmpty()) {
      caller.out().println("From the environment: " + String.join(", ", taken) + ".");
    }
    findings.forEach(finding -> print(finding, caller));
  }

  private List<Finding> findings(Blueprint blueprint) throws InterruptedException {
    return new Reach(blueprint, Catalog.builtIn(), Caller.of(spec).environment())
        .findings(Duration.ofSeconds(timeoutSeconds));
  }

  private static void print(Finding finding, Caller caller) {
    Duration took = finding.took();
    String verdict =
        !finding.ok() ? "failed" : took == null ? "ok" : "ok in " + took.toMillis() + " ms";
    caller.out().println(line(finding.name() + ": " + verdict + ": " + finding.text()));
    finding
        .warnings()
        .forEach(warning -> caller.out().println(line(finding.name() + ": warning: " + warning)));
  }

  private static String line(String text) {
    return SafeText.line(RedisAdvice.sentence(text));
  }

  private static void put(List<Finding> findings, ArrayNode into) {
    for (Finding finding : findings) {
      ObjectNode one =
          into.addObject()
              .put("name", finding.name())
              .put("ok", finding.ok())
              .put("detail", finding.text());
      Duration took = finding.took();
      if (took != null) {
        one.put("milliseconds", took.toNanos() / 1_000_000.0);
      }
      ArrayNode warnings = one.putArray("warnings");
      finding.warnings().forEach(warnings::add);
    }
  }

  private String summary(@Nullable Config usable, List<ConfigProblem> problems) {
    String found =
        problems.isEmpty()
            ? ""
            : String.join(
                ", ",
                List.of(Severity.ERROR, Severity.WARNING).stream()
                    .filter(severity -> count(problems, severity) > 0)
                    .map(severity -> counted(count(problems, severity), word(severity)))
                    .toList());
    if (usable == null) {
      return found + ": " + options.fileName() + " cannot be used.";
    }
    return "%s is fine%s: %s."
        .formatted(options.fileName(), found.isEmpty() ? "" : ", with " + found, contents(usable));
  }

  private static String contents(Config config) {
    int chains = config.chains().size();
    long off = config.chains().values().stream().filter(chain -> !chain.enabled()).count();
    return counted(chains, "chain")
        + (off == 0 ? "" : " (" + off + " not enabled)")
        + ", "
        + counted(config.links().size(), "link")
        + ", "
        + counted(config.storages().size(), "storage");
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static String word(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }

  private static long count(List<ConfigProblem> problems, Severity severity) {
    return problems.stream().filter(problem -> problem.severity() == severity).count();
  }

  private ObjectNode asJson(@Nullable Config usable, List<ConfigProblem> problems) {
    ObjectNode answer =
        JsonOption.object()
            .put("file", options.fileName())
            .put("usable", usable != null)
            .put("errors", count(problems, Severity.ERROR))
            .put("warnings", count(problems, Severity.WARNING));
    if (usable != null) {
      answer
          .put("chains", usable.chains().size())
          .put(
              "enabled_chains",
              usable.chains().values().stream().filter(ChainConfig::enabled).count())
          .put("links", usable.links().size())
          .put("storages", usable.storages().size());
    }
    ArrayNode all = answer.putArray("problems");
    problems.forEach(problem -> all.add(asJson(problem)));
    return answer;
  }

  static ObjectNode asJson(ConfigProblem problem) {
    return JsonOption.object()
        .put("severity", word(problem.severity()))
        .put("file", problem.file())
        .put("line", problem.line())
        .put("column", problem.column())
        .put("key", problem.key())
        .put("message", problem.message())
        .put("hint", problem.hint());
  }
}
