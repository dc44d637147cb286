package dev.vcond.config;

import dev.vcond.config.ConfigValue.Mapping;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A file with tests of chains. No variables are put in: what looks like one is what a vCon holds.
 *
 * @param environment laid over the environment when the configuration is read for these tests
 * @param http what services answer in every test, behind what each says itself
 */
public record TrialFile(
    Path path, Map<String, String> environment, List<TrialStub> http, List<Written> trials) {

  /** The ending of a file with tests. */
  public static final String ENDING = ".test.yml";

  public TrialFile {
    environment = Map.copyOf(environment);
    http = List.copyOf(http);
    trials = List.copyOf(trials);
  }

  /**
   * A test and where it stands.
   *
   * @param key its path in the file, such as {@code tests[3]}
   */
  public record Written(Trial trial, Mapping source, String key) {

    /** The line of a key of it, or of the test. */
    public Position position(String... path) {
      ConfigValue at = source.find(path);
      return at == null ? source.position() : at.position();
    }
  }

  /** The keys of a file with tests. */
  public record Sections(
      @Option(
              value =
                  "Environment variables for the configuration: what its `${...}` take in these"
                      + " tests.",
              example = "{CRM_TOKEN: test}")
          Map<String, String> environment,
      @Option("What services answer in each of the tests, unless the test says otherwise.")
          List<TrialStub> http,
      @Option(value = "The tests.", required = true) List<Mapping> tests) {

    public Sections {
      if (tests.isEmpty()) {
        throw new InvalidOption("tests", "holds no test", "Write a list: - name: ...");
      }
    }
  }

  /**
   * Reads a file.
   *
   * @param problems gets everything that is wrong with it
   * @return the sound tests
   */
  public static TrialFile read(Path file, Problems problems) {
    try {
      var root = new YamlReader(file.toString(), problems).read(ConfigText.read(file));
      if (root instanceof Mapping mapping) {
        return bound(file, mapping, problems);
      }
      if (!problems.hasErrors()) {
        problems.error(new Position(file.toString(), 1, 1), "", "expected the section tests:", "");
      }
    } catch (ConfigException unreadable) {
      problems.addAll(unreadable.problems());
    }
    return new TrialFile(file, Map.of(), List.of(), List.of());
  }

  private static TrialFile bound(Path file, Mapping written, Problems problems) {
    Mapping own = written;
    for (String key : written.entries().keySet()) {
      own = key.startsWith(ConfigLoader.FOR_ANCHORS) ? own.without(key) : own;
    }
    Sections sections = RecordBinder.bindSound(Sections.class, own, "", problems);
    return sections == null
        ? new TrialFile(file, Map.of(), List.of(), List.of())
        : new TrialFile(
            file, sections.environment(), sections.http(), trials(sections.tests(), problems));
  }

  private static List<Written> trials(List<Mapping> tests, Problems problems) {
    List<Written> trials = new ArrayList<>();
    Map<String, Position> names = new HashMap<>();
    for (int i = 0; i < tests.size(); i++) {
      Mapping source = tests.get(i);
      String key = "tests[" + i + "]";
      Trial trial = RecordBinder.bind(Trial.class, source, key, problems);
      if (trial == null) {
        continue;
      }
      Written written = new Written(trial, source, key);
      Position first = names.putIfAbsent(trial.name(), written.position("name"));
      if (first != null) {
        problems.error(
            written.position("name"),
            key + ".name",
            "there is a test of this name on line " + first.line(),
            "Give each a name of its own.");
      }
      trials.add(written);
    }
    return trials;
  }
}
