package dev.vcond.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckCommandTest {
  @TempDir Path folder;

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("config.yml"), yaml);
  }

  private Shell.Result check(String yaml, String... more) throws IOException {
    var arguments = new ArrayList<>(List.of("check", "--config", file(yaml).toString()));
    arguments.addAll(List.of(more));
    return new Shell().run(arguments.toArray(String[]::new));
  }

  private String named(String text) {
    return text.replace(folder + "/", "");
  }

  private static final String SOUND =
      """
      links: {tag: {module: links.tag, options: {tags: [a]}}}
      storages: {disk: {module: storage.file}, other: {module: storage.file}}
      chains:
        main: {links: [tag], storages: [disk], ingress_lists: [a]}
        old: {storages: [other], ingress_lists: [b], enabled: 0}
      """;

  @Test
  void a_sound_file_is_told_with_what_is_in_it() throws IOException {
    Shell.Result fine = check(SOUND);

    assertThat(fine.exit()).isZero();
    assertThat(named(fine.out()))
        .isEqualTo("config.yml is fine: 2 chains (1 not enabled), 1 link, 2 storages.\n");
    assertThat(fine.err()).isEmpty();
  }

  @Test
  void warnings_alone_are_no_failure() throws IOException {
    Shell.Result warned = check(SOUND.replace("lists: [a]", "lists: [a, a]"));

    assertThat(warned.exit()).isZero();
    assertThat(named(warned.out()))
        .isEqualTo(
            """
            config.yml:4:57: warning: chains.main.ingress_lists: names a list twice. Remove one.
            config.yml is fine, with 1 warning: 2 chains (1 not enabled), 1 link, 2 storages.
            """);
  }

  @Test
  void everything_wrong_is_printed_and_counted() throws IOException {
    Shell.Result refused = check(SOUND.replace("links.tag", "links.tga") + "worker: {x: 1, y: 2}");

    assertThat(refused.exit()).isEqualTo(78);
    assertThat(named(refused.out()).lines())
        .satisfiesExactly(
            said -> assertThat(said).startsWith("config.yml:1:23: links.tag.module: there is no"),
            said -> assertThat(said).startsWith("config.yml:6:10: worker.x: unknown key."),
            said -> assertThat(said).startsWith("config.yml:6:16: worker.y: unknown key."),
            said -> assertThat(said).isEqualTo("3 errors: config.yml cannot be used."));
    assertThat(refused.err()).isEmpty();
  }

  @Test
  void scripts_get_one_object() throws IOException {
    assertThat(named(check(SOUND, "--json").out()))
        .isEqualTo(
            """
            {"file":"config.yml","usable":true,"errors":0,"warnings":0,"chains":2,\
            "enabled_chains":1,"links":1,"storages":2,"problems":[],"environment":[]}
            """);
    Shell.Result refused = check("chain: 1\n", "--json");
    assertThat(refused.exit()).isEqualTo(78);
    assertThat(named(refused.out()))
        .startsWith(
            """
            {"file":"config.yml","usable":false,"errors":1,"warnings":1,"problems":[\
            {"severity":"error","file":"config.yml","line":1,"column":1,"key":"chain",\
            "message":"unknown key","hint":"Did you mean \\"chains\\"? Allowed here:\
            """)
        .endsWith("\"hint\":\"\"}],\"environment\":[]}\n");
  }

  @Test
  void the_schema_for_editors_needs_no_configuration() throws IOException {
    Shell.Result printed = new Shell().run("check", "--schema", "--config", "/nowhere.yml");

    assertThat(printed.exit()).isZero();
    assertThat(printed.json().at("/$defs/links.tag/properties/tags/description").asText())
        .startsWith("Tags to add:");
  }

  @Test
  void the_environment_and_flags_of_the_caller_count() throws IOException {
    String named = file(SOUND).toString();

    assertThat(new Shell().with("CONSERVER_CONFIG_FILE", named).run("check").out())
        .contains("config.yml is fine:")
        .endsWith("\nFrom the environment: CONSERVER_CONFIG_FILE.\n");
    assertThat(
            new Shell()
                .with("REDIS_URL", "redis://a:1")
                .with("CONSERVER_WORKERS", "3")
                .with("VCON_DLQ_EXPIRY", "0")
                .run("check", "--config", named)
                .out())
        .endsWith(
            "\nFrom the environment: CONSERVER_WORKERS x CONSERVER_VCON_CONCURRENCY"
                + " (worker.concurrency), REDIS_URL (redis.url), VCON_DLQ_EXPIRY.\n");
    assertThat(new Shell().with("REDIS_URL", "http://redis").run("check", "--config", named).out())
        .startsWith("environment (REDIS_URL): redis.url: expected redis://");
    assertThat(new Shell().run("check", "--config", named, "--redis", "x").out())
        .startsWith("--redis: redis.url: expected redis://");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: [b,\nc: d",
        "- hello",
        "redis:\n\turl: x",
        "chains: {a: {}, a: {}}",
        "storages: {d: !!java.lang.String x}",
        "redis: {url: ${NOT_SET_ANYWHERE}}",
        """
        redis: {url: 5}
        imports: {a: {module: b}}
        links: {t: {module: links.tag, timeout: x, options: {tgs: 1}}, u: {module: nothing}}
        storages: {d: {module: storage.s3}, f: {module: storage.file, options: {fsync: x}}}
        chains:
          one: {ingress_lists: [a], links: [t, gone], storages: [d, f]}
          two: {ingress_lists: [a], storages: [{f: {pth: x}}]}
          off: {ingress_lists: [a], links: [nowhere], enabled: 0}
        """,
      })
  void run_says_the_same_and_starts_nothing(String yaml) throws IOException {
    Shell.Result checked = check(yaml);
    Shell.Result run = new Shell().run("run", "--config", file(yaml).toString());

    assertThat(run.exit()).isEqualTo(78).isEqualTo(checked.exit());
    assertThat(checked.out().lines()).hasSizeGreaterThan(1);
    assertThat(checked.out()).startsWith(run.err());
    assertThat(run.err().lines().count()).isEqualTo(checked.out().lines().count() - 1);
  }
}
