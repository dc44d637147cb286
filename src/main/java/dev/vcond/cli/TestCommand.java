package dev.vcond.cli;

import dev.vcond.app.trial.TrialResult;
import dev.vcond.app.trial.Trials;
import dev.vcond.config.ConfigException;
import dev.vcond.config.ConfigProblem;
import dev.vcond.config.Problems;
import dev.vcond.config.TrialFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the tests that stand beside a configuration. */
@Command(
    name = "test",
    description = {
      "Tests the chains of a configuration: runs vCons through their links and compares what comes"
          + " of it with what the test says.",
      "",
      "Needs no Redis; nothing is stored or pushed, and requests of links to services are answered"
          + " by the test. Programs of links.exec are really run; what they call that their options"
          + " do not name is really called.",
      "",
      "FILE ends in .test.yml; of a FOLDER all such files below it are taken. Without any it is"
          + " config.test.yml beside config.yml."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  vcond test", "  vcond test tests/ --only invoice --verbose"},
    mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private JsonOption json;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The configuration; default: the one that a test file is named after, such as config.yml"
              + " for config.test.yml, else that of `vcond run`.")
  private @Nullable Path config;

  @Option(
      names = "--only",
      paramLabel = "TEXT",
      description = "Only tests whose name holds this text.")
  private String only = "";

  @Option(
      names = {"-v", "--verbose"},
      description = "Names the tests that passed as well.")
  private boolean verbose;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Files with tests, or folders that hold some.")
  private List<Path> places = List.of();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Caller caller = Caller.of(spec);
    var files = new TestFiles(caller.environment(), config);
    var answer = new TestAnswer(caller, verbose && !json.wanted());
    List<ConfigProblem> problems = new ArrayList<>();
    try (var ending = Ending.of(Thread.currentThread())) {
      try {
        for (Path file : files.below(places)) {
          problems.addAll(run(file, files.configOf(file), answer));
        }
      } catch (InterruptedException e) {
        if (!ending.came()) {
          throw e;
        }
        caller.complain("interrupted: the tests after this one were not run.");
        tell(answer, problems);
        return ending.exitCode();
      }
    }
    if (answer.isEmpty() && problems.isEmpty()) {
      caller.complain("nothing to test: no test has such a name.");
    }
    tell(answer, problems);
    return answer.exit(problems).code();
  }

  private void tell(TestAnswer answer, List<ConfigProblem> problems) {
    if (json.wanted()) {
      json.print(answer.json(problems));
    } else {
      problems.forEach(Caller.of(spec).err()::println);
      answer.summary(problems.size());
    }
  }

  /** What is wrong with the file or its configuration. */
  private List<ConfigProblem> run(Path path, Path configuration, TestAnswer answer)
      throws InterruptedException {
    Map<String, String> environment = Caller.of(spec).environment();
    var problems = new Problems();
    TrialFile file = TrialFile.read(path, problems);
    try (var trials =
        Trials.prepare(
            configuration, environment, file, test -> test.trial().name().contains(only))) {
      if (problems.hasErrors()) {
        return problems.list();
      }
      answer.begin(path, configuration);
      for (int i = 0; i < trials.count(); i++) {
        TrialResult result = trials.run(i);
        answer.add(result, json.wanted());
      }
    } catch (ConfigException e) {
      problems.addAll(e.problems());
    }
    return problems.list();
  }
}
