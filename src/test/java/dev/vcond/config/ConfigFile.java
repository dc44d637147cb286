package dev.vcond.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A config.yml of a test, and what the loader makes of it. */
record ConfigFile(Path folder, Map<String, String> environment, Overrides flags) {

  ConfigFile(Path folder) {
    this(folder, Map.of(), Overrides.none());
  }

  ConfigFile with(Map<String, String> variables) {
    return new ConfigFile(folder, variables, flags);
  }

  ConfigFile with(Overrides given) {
    return new ConfigFile(folder, environment, given);
  }

  Path path() {
    return folder.resolve("config.yml");
  }

  Loaded load(String yaml) {
    try {
      Files.writeString(path(), yaml);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return ConfigLoader.load(path(), environment, flags);
  }

  Config config(String yaml) {
    return load(yaml).config();
  }

  /** Everything that is said, as it is shown, with the file called config.yml. */
  List<String> says(String yaml) {
    try {
      return shown(load(yaml).warnings());
    } catch (ConfigException refused) {
      return shown(refused.problems());
    }
  }

  /** The errors; a file that can be used is a failure of the test. */
  List<String> errors(String yaml) {
    try {
      load(yaml);
    } catch (ConfigException refused) {
      return shown(refused.errors());
    }
    throw new AssertionError("The file was accepted");
  }

  private List<String> shown(List<ConfigProblem> problems) {
    return problems.stream()
        .map(problem -> problem.toString().replace(path().toString(), "config.yml"))
        .toList();
  }
}
