package dev.vcond.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.ConfigValue.Scalar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {

  @TempDir Path folder;
  private ConfigFile file = new ConfigFile(Path.of("."));

  @BeforeEach
  void file_in_a_folder_of_its_own() {
    file = new ConfigFile(folder);
  }

  private static String text(Mapping options, String key) {
    return options.get(key) instanceof Scalar scalar ? scalar.text() : "no scalar";
  }

  @Test
  void a_file_of_vcon_server_runs_as_it_is() throws IOException {
    String yaml = Files.readString(Path.of("src/test/resources/dev/vcond/config/vcon-server.yml"));

    Config config = file.config(yaml);

    ChainConfig transcription = config.chain("transcription");
    assertThat(transcription.ingressLists()).containsExactly("on", "123");
    assertThat(transcription.timeout()).isEqualTo(Duration.ofMinutes(5));
    assertThat(transcription.links()).extracting(StepRef::name).containsExactly("deepgram", "tag");
    assertThat(transcription.links().get(1).inlineOptions().entries()).containsOnlyKeys("tags");
    assertThat(transcription.storages()).extracting(StepRef::name).containsExactly("postgres");
    assertThat(config.chain("archive").enabled()).isFalse();
    assertThat(config.chain("archive").links()).isEmpty();
    assertThat(text(config.storage("postgres").options(), "port")).isEqualTo("5432");
    assertThat(text(config.storage("file").options(), "file_permissions")).isEqualTo("0o644");
    assertThat(config.storage("file").options().entries()).doesNotContainKey("max_size");
    assertThat(config.storage("file").policy().maxSize()).isEqualTo(new ByteSize(20_000_000));
    assertThat(config.link("summary").options().entries())
        .containsOnlyKeys("minimum_duration", "DEEPGRAM_KEY", "api");
    assertThat(text(config.link("summary").options(), "minimum_duration")).isEqualTo("60");
  }

  @Test
  void each_kind_of_key_that_means_nothing_here_is_answered_once() throws IOException {
    String yaml = Files.readString(Path.of("src/test/resources/dev/vcond/config/vcon-server.yml"));

    assertThat(file.says(yaml))
        .hasSize(7)
        .anySatisfy(said -> assertThat(said).startsWith("config.yml:2:1: warning: imports: "))
        .anySatisfy(said -> assertThat(said).startsWith("config.yml:6:1: warning: ingress_auth: "))
        .anySatisfy(said ->
            assertThat(said)
                .startsWith(
                    "config.yml:15:5: warning: links.webhook_store_call_log.ingress-lists: "))
        .anySatisfy(said ->
            assertThat(said)
                .startsWith("config.yml:28:5: warning: links.deepgram.pip_name: ")
                .endsWith("The same holds for storages.file.pip_name."))
        .anySatisfy(said -> assertThat(said).startsWith("config.yml:56:1: warning: tracers: "))
        .anySatisfy(said -> assertThat(said).startsWith("config.yml:57:1: warning: followers: "))
        .anySatisfy(said ->
            assertThat(said).startsWith("config.yml:68:5: warning: chains.transcription.tracers"));
  }

  @Test
  void sections_may_be_absent_or_null() {
    assertThat(file.says("redis:\nworker: ~\nlinks: null\nstorages:\nchains:\ntracers:\n"))
        .containsExactly(
            "config.yml:1:1: warning: chains: no chains: nothing will be claimed",
            "config.yml:6:1: warning: tracers: is empty, and cannot run in vcond yet. Remove it.");
  }

  @Test
  void an_empty_file_claims_nothing_and_says_so() {
    assertThat(file.says("# nothing yet\n"))
        .containsExactly("config.yml:1:1: warning: chains: no chains: nothing will be claimed");
  }

  @Test
  void a_single_name_stands_for_a_list_of_one() {
    Config config =
        file.config(
            """
            links: {tag: {module: links.tag}}
            storages: {disk: {module: storage.file}}
            chains:
              main:
                links: tag
                storages: {disk: {path: /elsewhere}}
                ingress_lists: default
            """);

    ChainConfig main = config.chain("main");
    assertThat(main.links()).extracting(StepRef::name).containsExactly("tag");
    assertThat(main.ingressLists()).containsExactly("default");
    assertThat(main.storages().getFirst().name()).isEqualTo("disk");
    assertThat(text(main.storages().getFirst().inlineOptions(), "path")).isEqualTo("/elsewhere");
  }

  @Test
  void the_order_of_the_file_is_kept() {
    Config config =
        file.config("storages: {z: {module: a}, a: {module: a}, m: {module: a}, b: {module: a}}");

    assertThat(config.storages().keySet()).containsExactly("z", "a", "m", "b");
  }

  @Test
  void everything_knows_where_it_was_written() {
    Config config =
        file.config(
            """
            links:
              tag:
                module: links.tag
                options:
                  tags: [a, b]
            chains:
              main:
                links:
                  - tag
                ingress_lists: [default]
            """);
    String name = file.path().toString();

    assertThat(config.link("tag").position()).isEqualTo(new Position(name, 2, 3));
    assertThat(config.chain("main").links().getFirst().position())
        .isEqualTo(new Position(name, 9, 9));
    assertThat(config.link("tag").options().get("tags"))
        .isInstanceOfSatisfying(
            ConfigValue.Sequence.class,
            tags ->
                assertThat(tags.items().get(1).position()).isEqualTo(new Position(name, 5, 17)));
  }

  @Test
  void raw_is_the_file_with_its_variables_put_in() {
    Loaded loaded =
        file.with(Map.of("LEVEL", "warn", "REDIS_URL", "redis://other"))
            .load("unsupported: ${LEVEL}");

    assertThat(loaded.raw().entries()).containsOnlyKeys("unsupported");
    assertThat(text(loaded.raw(), "unsupported")).isEqualTo("warn");
  }

  @Test
  void tracers_and_followers_are_left_out_when_the_operator_accepts_it() {
    assertThat(
            file.says(
                """
                unsupported: warn
                tracers: {datatrails: {module: tracers.datatrails}}
                followers: {other: {url: http://example.com}}
                chains: {main: {ingress_lists: [a]}}
                """))
        .containsExactly(
            "config.yml:2:1: warning: tracers: cannot run in vcond yet; left out, as unsupported:"
                + " warn accepts",
            "config.yml:3:1: warning: followers: cannot run in vcond yet; left out, as"
                + " unsupported: warn accepts");
  }

  @Test
  void a_disabled_chain_may_name_what_is_not_there_and_share_a_list() {
    assertThat(
            file.says(
                """
                storages: {disk: {module: storage.file}}
                chains:
                  main: {storages: [disk], ingress_lists: [a]}
                  old: {storages: [disk], links: [gone], ingress_lists: [a], enabled: off}
                """))
        .containsExactly(
            "config.yml:4:35: warning: chains.old.links: there is no link \"gone\", which chain"
                + " \"old\" names; the chain is not enabled");
  }

  @Test
  void all_values_of_outage_and_failure_are_accepted() {
    Config config =
        file.config(
            """
            storages:
              a: {module: m, on_failure: defer, on_outage: hold}
              b: {module: m, on_failure: ignore, on_outage: defer, on_oversize: split}
              c: {module: m, options: {on_oversize: reject}}
            """);

    assertThat(config.storage("a").policy().onFailure()).isEqualTo(OnFailure.DEFER);
    assertThat(config.storage("a").policy().onOutage()).isEqualTo(OnOutage.HOLD);
    assertThat(config.storage("b").policy().onFailure()).isEqualTo(OnFailure.IGNORE);
    assertThat(config.storage("b").policy().onOutage()).isEqualTo(OnOutage.DEFER);
    assertThat(config.storage("c").policy().onOversize()).isEqualTo(OnOversize.REJECT);
  }

  @Test
  void the_file_is_the_one_of_the_flag_then_of_the_environment_then_the_nearest()
      throws IOException {
    Map<String, String> environment = Map.of("CONSERVER_CONFIG_FILE", "/etc/conserver.yml");
    Path flag = Path.of("mine.yml");

    assertThat(ConfigLoader.locate(flag, environment, folder)).isEqualTo(flag);
    assertThat(ConfigLoader.locate(null, environment, folder))
        .isEqualTo(Path.of("/etc/conserver.yml"));
    // The tests run in the root of the project, where the distributed file lies.
    assertThat(ConfigLoader.locate(null, Map.of(), folder)).isEqualTo(Path.of("config.yml"));
  }

  @Test
  void a_file_that_is_not_there_is_said_with_its_name() {
    assertThatThrownBy(
            () -> ConfigLoader.load(folder.resolve("no.yml"), Map.of(), Overrides.none()))
        .isInstanceOf(ConfigException.class)
        .hasMessage(folder.resolve("no.yml") + ": no such file. Name another with --config.");
    assertThatThrownBy(() -> ConfigLoader.load(folder, Map.of(), Overrides.none()))
        .isInstanceOf(ConfigException.class)
        .hasMessage(folder + ": is a folder. Name the file in it.");
  }

  @Test
  void a_file_without_an_end_is_given_up() {
    assertThatThrownBy(() -> ConfigLoader.load(Path.of("/dev/zero"), Map.of(), Overrides.none()))
        .hasMessage("/dev/zero: is larger than 4 MB. Is it the right file?");
  }

  @Test
  void a_key_that_holds_anchors_for_the_rest_means_nothing_by_itself() {
    assertThat(
            file.config(
                    """
                    x-base: &base {module: storage.file}
                    storages: {a: *base, b: {<<: *base, concurrency: 3}}
                    chains: {main: {ingress_lists: [a], storages: [a, b]}}
                    """)
                .storages()
                .values())
        .extracting(StorageConfig::module, storage -> storage.policy().concurrency())
        .containsExactly(tuple("storage.file", 32), tuple("storage.file", 3));
  }

  @Test
  void a_file_that_is_no_utf_8_is_refused_and_a_byte_order_mark_is_not() throws IOException {
    Files.write(file.path(), "# J\u00fcrgen\n\n# M\u00fcller\nchains:\n".getBytes(ISO_8859_1));
    assertThatThrownBy(() -> ConfigLoader.load(file.path(), Map.of(), Overrides.none()))
        .hasMessage(file.path() + ":1:4: is not UTF-8 text from here on. Save it as UTF-8.");
    Files.write(file.path(), new byte[] {'a', ':', '\n', 'b', ':', ' ', (byte) 0xc3});
    assertThatThrownBy(() -> ConfigLoader.load(file.path(), Map.of(), Overrides.none()))
        .hasMessageContaining("config.yml:2:4: is not UTF-8 text from here on");

    assertThat(file.config("\uFEFFunsupported: warn").unsupported()).isEqualTo(Unsupported.WARN);
  }
}
