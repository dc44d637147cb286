package dev.vcond.cli;

import dev.vcond.app.submit.Submission;
import dev.vcond.app.submit.SubmitReport;
import dev.vcond.config.Config;
import dev.vcond.config.IngressLists;
import dev.vcond.config.ListNames;
import dev.vcond.queue.Redis;
import dev.vcond.queue.Submitter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Stores documents in Redis and pushes their ids to a list, as any producer does. */
@Command(
    name = "submit",
    description = {
      "Stores vCons in Redis and pushes their ids to a list.",
      "",
      "A vCon's id is its uuid, else the name of its file (<uuid>.json, <uuid>.vcon.json)."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  vcond submit --list default my.vcon.json",
      "  vcond submit --list default vcons/ --ttl 3d"
    },
    mixinStandardHelpOptions = true)
final class SubmitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions configuration;
  @Mixin private JsonOption json;

  @Option(
      names = "--list",
      paramLabel = "LIST",
      description = "Where the ids go; default: the one ingress list of the enabled chains.")
  private @Nullable String list;

  @Option(
      names = "--ttl",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description =
          "How long Redis keeps the documents, such as 3600 or 2h; 0 for no end; default:"
              + " $VCON_REDIS_EXPIRY, else 1h.")
  private @Nullable Duration ttl;

  @Option(
      names = "--no-index",
      description = "Leaves the set of all vCons and the search index alone.")
  private boolean noIndex;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "A file, a folder (every *.json below it), or - for one JSON text per line.")
  private List<Path> paths = List.of();

  @Override
  public Integer call() throws Exception {
    Config config = configuration.load().config();
    String target = list(config);
    String warning =
        IngressLists.of(config).takerOf(target).isPresent()
            ? ""
            : "no enabled chain takes ids from the list " + target;
    try (Redis redis = configuration.connect(config)) {
      Submitter submitter = submitter(redis, config);
      submitter
          .objection(target)
          .ifPresent(why -> {
            throw new CommandFailure(ExitCode.FAILED, why);
          });
      SubmitReport report = new Submission(submitter, target).run(paths, Caller.of(spec).in());
      var answer = new SubmitAnswer(report, warning);
      if (json.wanted()) {
        json.print(answer.json());
      } else {
        answer.tell(Caller.of(spec));
      }
      return exit(report).code();
    }
  }

  private Submitter submitter(Redis redis, Config config) {
    Duration expiry = ttl == null ? config.compat().redisExpiry() : ttl;
    return new Submitter(redis, expiry, noIndex ? null : Places.index(config.compat()));
  }

  private String list(Config config) {
    if (list != null) {
      return allowed(list);
    }
    Set<String> lists = IngressLists.of(config).enabled().names();
    if (lists.size() == 1) {
      return lists.iterator().next();
    }
    throw wrong(
        lists.isEmpty()
            ? "no enabled chain has an ingress list; name a list with --list"
            : "name one of the ingress lists with --list: " + String.join(", ", lists));
  }

  private String allowed(String name) {
    if (name.isBlank()) {
      throw wrong("--list needs the name of a list");
    }
    ListNames.reservedBeginning(name)
        .ifPresent(beginning -> {
          throw wrong("no list may begin with " + beginning + ", as " + name + " does");
        });
    return name;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private ExitCode exit(SubmitReport report) {
    if (report.cutShort()) {
      return ExitCode.UNAVAILABLE;
    }
    if (!report.refused().isEmpty() || !report.notIndexed().isEmpty()) {
      return ExitCode.FAILED;
    }
    return report.submitted().isEmpty() ? ExitCode.NOTHING_THERE : ExitCode.OK;
  }
}
