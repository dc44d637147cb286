package dev.vcond.link.exec;

import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.InvalidOption;
import dev.vcond.config.JsonForm;
import java.nio.charset.StandardCharsets;

/** The options for the program as JSON. */
final class OptionsJson {
  /** The system refuses to start a program with a variable of more than 128 KiB. */
  private static final int LARGEST = 120_000;

  private OptionsJson() {}

  /**
   * On one line.
   *
   * @throws InvalidOption if it is too large for a variable
   */
  static String of(Mapping options) {
    String json = JsonForm.of(options).toString();
    if (json.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
      throw new InvalidOption(
          "options",
          "are too large for a variable of the environment",
          "put them into a file, and its path here");
    }
    return json;
  }
}
