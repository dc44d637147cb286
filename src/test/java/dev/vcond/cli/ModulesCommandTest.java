package dev.vcond.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vcond.app.plugin.PluginJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands {@code storages} and {@code links}. */
class ModulesCommandTest {
  @TempDir Path folder;

  private final Shell shell = new Shell();

  @Test
  void storages_are_listed_with_what_they_can_do() {
    var answer = shell.run("storages");
    assertThat(answer.exit()).isZero();
    assertThat(answer.out())
        .contains("storage.s3             Keeps each vCon as an object")
        .contains("can save, read, delete, split, compress\n")
        .contains("can save, read, delete, batch, split, compress\n")
        .contains("can save, read in part, delete\n")
        .contains("can only save\n");
    assertThat(answer.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3", "storage.s3"})
  void one_is_told_about_from_its_set_up_to_an_example(String name) {
    var answer = shell.run("storages", name);
    assertThat(answer.exit()).isZero();
    assertThat(answer.out())
        .startsWith("storage.s3\n  Keeps each vCon")
        .containsSubsequence(
            "SET-UP",
            "s3:ListBucket",
            "OPTIONS",
            "  secret_key             Secret key.",
            "[secret text; optional; such as",
            "POLICY",
            "  on_failure ",
            "  retry.max_attempts ",
            "EXAMPLE",
            "storages:\n  archive:\n    module: storage.s3\n");
  }

  @Test
  void what_must_be_written_and_what_is_never_shown_is_marked() {
    assertThat(shell.run("storages", "http").out()).contains("[address; required; such as");
    assertThat(shell.run("storages", "redis_storage").out())
        .contains("[address of Redis, never shown; optional;");
  }

  @Test
  void text_is_broken_at_the_width_of_the_terminal_and_commands_never() {
    assertThat(shell.with("COLUMNS", "60").run("storages", "http").out().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
    var wide = shell.with("COLUMNS", "120").run("storages", "postgres").out();
    assertThat(wide.lines().anyMatch(line -> line.length() > 100)).isTrue();
    assertThat(shell.with("COLUMNS", "50").run("storages", "postgres").out())
        .contains("\n      CREATE ROLE vcon LOGIN PASSWORD '...';\n");
  }

  @Test
  void links_are_listed_and_told_about_in_the_same_way() {
    var wide = shell.with("COLUMNS", "120");
    assertThat(wide.run("links").out())
        .containsPattern("(?m)^links.delay +Waits before the next link.$")
        .containsPattern("(?m)^links.tag +Adds tags to the vCon.$");
    assertThat(shell.run("links", "tag").out())
        .contains("OPTIONS", "  tags  ", "POLICY", "  timeout  ", "    module: links.tag\n");
  }

  @Test
  void a_name_that_is_not_there_is_a_wrong_command_line_with_a_guess() {
    var answer = shell.run("storages", "postgress");
    assertThat(answer.exit()).isEqualTo(ExitCode.WRONG_COMMAND_LINE.code());
    assertThat(answer.err())
        .contains("there is no module \"storage.postgress\"")
        .contains("Did you mean \"storage.postgres\"?");
    assertThat(answer.out()).isEmpty();
  }

  @Test
  void a_link_among_the_storages_is_said_to_be_one() {
    assertThat(shell.run("storages", "links.tag").err())
        .contains("links.tag is a link, not a storage");
  }

  @Test
  void scripts_get_everything_as_json() throws Exception {
    JsonNode all = shell.run("storages", "--json").json();
    assertThat(all.path("storages").size()).isGreaterThan(6);
    JsonNode file = all.path("storages").get(1);
    assertThat(file.path("module").asText()).isEqualTo("storage.file");
    assertThat(file.path("can").toString())
        .isEqualTo("[\"read\",\"delete\",\"split\",\"compress\"]");

    JsonNode one = shell.run("storages", "webhook", "--json").json();
    JsonNode urls = one.path("options").get(0);
    assertThat(urls.path("key").asText()).isEqualTo("webhook-urls");
    assertThat(urls.path("required").asBoolean()).isTrue();
    assertThat(urls.path("default").isNull()).isTrue();
    assertThat(urls.path("also_accepted").get(0).asText()).isEqualTo("webhook_urls");
    assertThat(one.path("options").get(1).path("secret").asBoolean()).isTrue();
    assertThat(one.path("beside_options").get(0).path("key").asText()).isEqualTo("on_failure");
    assertThat(one.path("example").asText()).contains("module: storage.webhook");
  }

  private Path withPlugin(String storages) throws Exception {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    PluginJar.of(PluginJar.storage("Good", "return \"good\";")).to(plugins.resolve("good.jar"));
    return Files.writeString(
        folder.resolve("config.yml"), "plugins: {dir: %s}\n%s".formatted(plugins, storages));
  }

  @Test
  void a_plugin_that_the_configuration_names_is_listed_and_told_about() throws Exception {
    Path file = withPlugin("storages: {it: {module: com.example.Good, options: {text: a}}}\n");
    assertThat(shell.run("storages", file).out()).contains("storage.s3", "com.example.Good ");
    for (String name : List.of("com.example.Good", "Good")) {
      var one = shell.run("storages", file, name);
      assertThat(one.out())
          .startsWith("com.example.Good\n")
          .contains("  text  ", "POLICY", "    module: com.example.Good");
      assertThat(one.exit()).isZero();
    }
    assertThat(shell.run("storages", "Good").exit()).isEqualTo(ExitCode.WRONG_COMMAND_LINE.code());
  }

  @Test
  void a_plugin_is_found_by_its_class_though_nobody_names_it() throws Exception {
    assertThat(shell.run("storages", withPlugin(""), "com.example.Good").out())
        .startsWith("com.example.Good\n");
  }

  @Test
  void a_configuration_that_cannot_be_read_is_said_to_be_so() throws Exception {
    Path file = Files.writeString(folder.resolve("config.yml"), "chains: [\n");
    var answer = shell.run("storages", file);
    assertThat(answer.exit()).isEqualTo(ExitCode.WRONG_CONFIGURATION.code());
    assertThat(answer.err()).contains("config.yml:");
  }
}
