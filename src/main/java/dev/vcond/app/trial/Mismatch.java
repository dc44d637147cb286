package dev.vcond.app.trial;

import java.util.List;

/**
 * Something that is not as a test says.
 *
 * @param key of the expectation, such as {@code pointers./subject}
 * @param line where it stands in the test file
 * @param diff from what was expected to what was found, line by line; often empty
 */
public record Mismatch(String key, int line, String expected, String found, List<String> diff) {
  public Mismatch {
    diff = List.copyOf(diff);
  }
}
