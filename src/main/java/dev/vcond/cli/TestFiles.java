package dev.vcond.cli;

import dev.vcond.config.ConfigLoader;
import dev.vcond.config.TrialFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which files with tests there are, and of which configuration each speaks.
 *
 * @param config what {@code --config} names
 */
record TestFiles(Map<String, String> environment, @Nullable Path config) {

  /**
   * The files of some places; without any, the one beside the configuration.
   *
   * @throws CommandFailure if a place is not there, or there is no test at all
   */
  List<Path> below(List<Path> places) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path place : places) {
      files.addAll(below(place));
    }
    return places.isEmpty() ? List.of(besideConfig()) : files;
  }

  private static List<Path> below(Path place) throws IOException {
    if (!Files.exists(place)) {
      throw nothing("there is no " + place + ".");
    }
    if (!Files.isDirectory(place)) {
      return List.of(place);
    }
    try (Stream<Path> all = Files.walk(place)) {
      List<Path> found =
          all.filter(file -> file.getFileName().toString().endsWith(TrialFile.ENDING))
              .filter(Files::isRegularFile)
              .sorted()
              .toList();
      if (found.isEmpty()) {
        throw nothing("there is no *" + TrialFile.ENDING + " below " + place + ".");
      }
      return found;
    }
  }

  private Path besideConfig() {
    Path configuration = located();
    Path beside = configuration.resolveSibling(testsOf(configuration));
    if (Files.exists(beside)) {
      return beside;
    }
    throw nothing(
        "there are no tests beside %s. Write some into %s; the README shows how."
            .formatted(configuration, beside));
  }

  private static String testsOf(Path configuration) {
    return configuration.getFileName().toString().replaceFirst("\\.ya?ml$", "") + TrialFile.ENDING;
  }

  /** The configuration that a file with tests speaks of. */
  Path configOf(Path tests) {
    String name = tests.getFileName().toString();
    if (config == null && name.endsWith(TrialFile.ENDING)) {
      Path named =
          tests.resolveSibling(
              name.substring(0, name.length() - TrialFile.ENDING.length()) + ".yml");
      if (Files.exists(named)) {
        return named;
      }
    }
    return located();
  }

  private Path located() {
    String home = environment.get("VCOND_HOME");
    return ConfigLoader.locate(config, environment, home == null ? null : Path.of(home));
  }

  private static CommandFailure nothing(String message) {
    return new CommandFailure(ExitCode.NOTHING_THERE, "nothing to test: " + message);
  }
}
