package dev.vcond.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong where no enabled chain looks. */
class UnusedEntriesTest {
  @TempDir Path folder;

  private Loaded load(int enabled) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("config.yml"),
            """
            links:
              odd: {module: links.mine, options: {only_if: {foo: 1}, sampling_rate: lots}}
              slow: {module: links.tag, timeout: 0, retry: {max_attempts: 0}}
            storages: {disk: {module: storage.file, attempt_timeout: never}}
            chains:
              main: {links: [odd, slow], storages: [disk], ingress_lists: [in], enabled: %d}
            """
                .formatted(enabled));
    return ConfigLoader.load(file, Map.of(), Overrides.none());
  }

  @Test
  void a_file_whose_chains_are_switched_off_can_be_used() throws Exception {
    assertThat(load(0).warnings())
        .extracting(ConfigProblem::key)
        .contains(
            "links.odd.sampling_rate",
            "links.slow.timeout",
            "links.slow.retry.max_attempts",
            "storages.disk.attempt_timeout");
    assertThat(load(0).warnings())
        .filteredOn(warning -> warning.key().startsWith("links.slow."))
        .allSatisfy(
            warning -> assertThat(warning.message()).endsWith("; no enabled chain uses it"));
  }

  @Test
  void a_chain_that_is_enabled_needs_what_it_names() {
    assertThatThrownBy(() -> load(1))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("links.slow.timeout: expected")
        .hasMessageContaining("storages.disk.attempt_timeout: expected");
  }
}
