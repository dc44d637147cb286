package dev.vcond.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vcond.app.ModuleDescription;
import dev.vcond.app.ModuleKind;
import dev.vcond.app.ModuleList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The configuration as it counts, as {@code vcond check --print} shows it. */
class CheckPrintTest {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");

  @TempDir Path folder;

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("config.yml"), yaml);
  }

  private String printed(String yaml) throws IOException {
    Shell.Result printed = new Shell().run("check", "--print", "--config", file(yaml).toString());
    assertThat(printed.exit()).isZero();
    return printed.out();
  }

  @Test
  void every_key_has_its_value_and_where_that_is_from() throws IOException {
    Path secret = Files.writeString(folder.resolve("password"), "hunter2\n");
    String yaml =
        """
        redis: {after_completion: delete}
        links:
          tag: {module: links.tag, options: {tags: [a, 'on'], sampling_rate: 0.5}, timeout: 90}
          hook:
            module: links.webhook
            options: {webhook-urls: ['https://ada:hunter3@example.com/in?key=hunter4'],
              headers: {Authorization: Bearer hunter5}}
        storages:
          rows:
            module: storage.postgres
            options: {password: "${file:%s}", table_name: calls, max_size: 1MB}
        chains:
          main: {ingress_lists: [a], links: [{tag: {tags: b}}, hook], storages: [rows]}
        """
            .formatted(secret);
    Shell.Result printed =
        new Shell()
            .with("REDIS_URL", "rediss://u:hunter6@redis:6379/1?verifyPeer=CA")
            .with("CONSERVER_WORKERS", "4")
            .with("VCON_DLQ_EXPIRY", "60")
            .run("check", "--print", "--config", file(yaml).toString());

    assertThat(printed.exit()).isZero();
    assertThat(printed.err()).isEmpty();
    assertThat(printed.out())
        .contains("  url: 'rediss://***@redis:6379/1?verifyPeer=CA'  # environment (REDIS_URL)\n")
        .contains("  after_completion: delete  # config.yml:1\n")
        .contains(
            "  concurrency: 4  # environment (CONSERVER_WORKERS x CONSERVER_VCON_CONCURRENCY)\n")
        .contains("  drain_timeout: 30s  # default\n")
        .contains("      tags: [a, 'on']  # config.yml:3\n")
        .contains("    timeout: 1m30s  # config.yml:3\n")
        .contains("    sampling_rate: 0.5  # config.yml:3\n")
        .contains("      password: '${file:" + secret + "}'  # config.yml:11, file:" + secret)
        .contains("      table: calls  # config.yml:11\n")
        .contains("    max_size: 1MB  # config.yml:11\n")
        .contains("      webhook-urls: ['https://***@example.com/in?key=***']  # config.yml:6\n")
        .contains("        Authorization: '***'  # config.yml:7\n")
        .contains("      - tag:\n          tags: [b]  # config.yml:13\n")
        .contains("# VCON_DLQ_EXPIRY=1m (environment)\n")
        .doesNotContain("hunter");
  }

  static Stream<String> samples() throws IOException {
    return Stream.concat(
        Stream.of(
            Files.readString(Path.of("config.yml")),
            Files.readString(Path.of("src/test/resources/dev/vcond/app/operator.yml"))),
        Stream.of(ModuleKind.values())
            .flatMap(kind -> ModuleList.builtIn(kind).all().stream())
            .map(ModuleDescription::example));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void it_is_a_configuration_that_says_the_same(String sample) throws IOException {
    String first = printed(VARIABLE.matcher(sample).replaceAll("secret of $1"));
    String second = printed(first);

    assertThat(withoutOrigins(second)).isEqualTo(withoutOrigins(first));
  }

  private static String withoutOrigins(String yaml) {
    return yaml.replaceAll("(?m)(^|  )#.*\\n", "\n");
  }

  @Test
  void text_that_looks_like_something_else_stays_what_it_is() throws IOException {
    String yaml =
        """
        links:
          tag: {module: links.tag, options: {tags: ["a\\tb", 'it''s', '$${x}', "null", '#', "\u00e9\u4e2d"]}}
        chains: {'1:2 a': {ingress_lists: ["- x", '5'], links: [tag]}}
        """;
    String first = printed(yaml);

    assertThat(first).contains("\"a\\u0009b\"", "'it''s'", "'$${x}'", "'null'", "'1:2 a':");
    assertThat(withoutOrigins(printed(first))).isEqualTo(withoutOrigins(first));
  }

  @Test
  void scripts_get_values_and_origins_apart() throws IOException {
    Path file = file("worker: {concurrency: 5}\nchains: {a: {ingress_lists: [b]}}\n");
    Shell.Result printed =
        new Shell().run("check", "--print", "--json", "--config", file.toString());

    JsonNode answer = printed.json();
    assertThat(answer.at("/config/worker/concurrency").asInt()).isEqualTo(5);
    assertThat(answer.at("/config/chains/a/enabled").isBoolean()).isTrue();
    assertThat(answer.at("/origins/worker.concurrency").asText()).isEqualTo("config.yml:1");
    assertThat(answer.at("/origins/worker.memory").asText()).isEqualTo("default");
  }

  @Test
  void of_a_wrong_file_nothing_is_printed_but_what_is_wrong() throws IOException {
    Shell.Result refused =
        new Shell().run("check", "--print", "--config", file("worker: 5\n").toString());

    assertThat(refused.exit()).isEqualTo(78);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("config.yml:1:9: worker: expected a mapping");
  }
}
