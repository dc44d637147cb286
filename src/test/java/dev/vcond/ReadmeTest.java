package dev.vcond;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.app.Catalog;
import dev.vcond.app.ReferenceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README says what the code does. */
final class ReadmeTest {
  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"));
  }

  @Test
  void the_configuration_reference_is_the_one_that_the_code_makes() throws IOException {
    String readme = readme();

    assertThat(ReferenceText.into(readme, Catalog.builtIn()))
        .as("README.md differs from the code; renew it: bin/vcond reference --into README.md")
        .contains(readme);
    assertThat(readme).contains("### Module `storage.file`", "| `CONSERVER_WORKERS` |");
  }

  @Test
  void a_page_without_a_place_for_the_reference_is_left_alone() {
    assertThat(ReferenceText.into("# Another page\n", Catalog.builtIn())).isEmpty();
  }
}
