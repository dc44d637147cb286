package dev.vcond.worker;

import dev.vcond.config.Config;
import dev.vcond.config.ConfigLoader;
import dev.vcond.config.Overrides;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Configurations of tests, read as an operator's are. */
final class Settings {
  private Settings() {}

  /** What stands in the file, beside a chain that has all it needs. */
  static Config of(String yaml, Map<String, String> environment) {
    try {
      Path file = Files.createTempFile("vcond-test-", ".yml");
      try {
        Files.writeString(file, "chains: {main: {ingress_lists: [in]}}\n" + yaml);
        return ConfigLoader.load(file, environment, Overrides.none()).config();
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Config of(String yaml) {
    return of(yaml, Map.of());
  }

  static Config usual() {
    return of("");
  }
}
