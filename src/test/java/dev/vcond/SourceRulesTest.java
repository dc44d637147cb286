package dev.vcond;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules that only the text of a source shows. */
final class SourceRulesTest {
  private static final int LINES_OF_A_MAIN_SOURCE = 300;

  @Test
  void a_main_source_file_is_one_thing_and_stays_under_three_hundred_lines() throws IOException {
    List<Path> sources = sources("src/main/java");

    assertThat(sources).isNotEmpty();
    for (Path source : sources) {
      assertThat(Files.readAllLines(source))
          .as("lines of %s", source)
          .hasSizeLessThan(LINES_OF_A_MAIN_SOURCE);
    }
  }

  @Test
  void no_test_sleeps_or_is_switched_off() throws IOException {
    // [D] so that this line is not what it looks for.
    Pattern forbidden =
        Pattern.compile(
            "Thread\\.sleep\\(|TimeUnit\\.\\w+\\.sleep\\(|@[D]isabled\\b|\\bassum(e|ing)(True|False|That)\\(");

    List<String> findings = new ArrayList<>();
    List<Path> sources = sources("src/test/java");
    for (Path source : sources) {
      Matcher matcher = forbidden.matcher(Files.readString(source));
      while (matcher.find()) {
        findings.add(source + ": " + matcher.group());
      }
    }

    assertThat(sources).isNotEmpty();
    assertThat(findings).isEmpty();
  }

  private static List<Path> sources(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
