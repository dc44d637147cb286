package dev.vcond.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigDefaultsTest {

  private static final Path FIXTURES = Path.of("src/test/resources/dev/vcond/config");

  private static Config load(String name) {
    Loaded loaded = ConfigLoader.load(FIXTURES.resolve(name), Map.of(), Overrides.none());
    assertThat(loaded.warnings()).isEmpty();
    return loaded.config();
  }

  @Test
  void what_is_not_written_is_as_if_the_default_had_been_written() {
    Config written = load("every-default.yml");
    Config absent = load("without-defaults.yml");

    assertThat(absent.redis()).isEqualTo(written.redis());
    assertThat(absent.worker()).isEqualTo(written.worker());
    assertThat(absent.admin()).isEqualTo(written.admin());
    assertThat(absent.plugins()).isEqualTo(written.plugins());
    assertThat(absent.unsupported()).isEqualTo(written.unsupported());
    assertThat(absent.storage("disk").policy()).isEqualTo(written.storage("disk").policy());
    assertThat(absent.chain("main"))
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes(".*position")
        .isEqualTo(written.chain("main"));
    assertThat(written.link("tag").policy().timeout()).isEqualTo(LinkConfig.DEFAULT_TIMEOUT);
    assertThat(absent.link("tag").policy())
        .isEqualTo(new LinkPolicy(null, RetryConfig.DEFAULT, LinkFilter.NONE));
    assertThat(absent.storage("disk").policy().retry()).isEqualTo(RetryConfig.DEFAULT);
  }

  @Test
  void the_defaults_are_exactly_these() {
    Config config = load("without-defaults.yml");

    assertThat(config.redis())
        .isEqualTo(
            new RedisConfig(
                new RedisUrl("redis://localhost:6379"),
                AfterCompletion.LEAVE,
                SentinelLogin.NONE,
                TlsFiles.NONE));
    assertThat(config.worker())
        .isEqualTo(
            new WorkerConfig(
                64,
                new MemoryShare(25, null),
                Duration.ofSeconds(30),
                Order.FAIR,
                OnUuidMismatch.DEAD_LETTER,
                Normalize.ON_CHANGE));
    assertThat(config.admin()).isEqualTo(new AdminConfig(new ListenAddress("127.0.0.1", 9464)));
    assertThat(config.plugins()).isEqualTo(new PluginsConfig(Path.of("/etc/vcond/plugins")));
    assertThat(config.unsupported()).isEqualTo(Unsupported.ERROR);
    assertThat(config.storage("disk").policy())
        .isEqualTo(
            new StoragePolicy(
                OnFailure.DEAD_LETTER,
                OnOutage.DEAD_LETTER,
                new ByteSize(10_000_000),
                OnOversize.WARN,
                32,
                Duration.ofSeconds(30),
                new RetryConfig(3, Duration.ofSeconds(1), 2, Duration.ofSeconds(10), 0.2),
                EgressFormat.CURRENT));
    ChainConfig main = config.chain("main");
    assertThat(main.egress()).isEqualTo(EgressOrder.AFTER_STORAGE);
    assertThat(main.timeout()).isEqualTo(Duration.ofMinutes(10));
    assertThat(main.enabled()).isTrue();
    assertThat(main.egressLists()).isEmpty();
    assertThat(config.compat())
        .isEqualTo(
            new CompatConfig(
                Duration.ofHours(1),
                null,
                Duration.ofHours(24),
                Duration.ofHours(24),
                "vcons",
                true));
  }

  @Test
  void the_file_that_comes_with_the_distribution_is_valid_as_it_stands() {
    Loaded loaded = ConfigLoader.load(Path.of("config.yml"), Map.of(), Overrides.none());

    assertThat(loaded.warnings()).isEmpty();
    Config config = loaded.config();
    assertThat(config.redis().url().embedded()).isTrue();
    assertThat(config.chains()).containsOnlyKeys("main");
    assertThat(config.chain("main").ingressLists()).containsExactly("default");
    assertThat(config.storage("disk").module()).isEqualTo("storage.file");
    assertThat(config.storage("disk").options().get("path"))
        .isInstanceOfSatisfying(
            ConfigValue.Scalar.class,
            path -> assertThat(path.text()).isEqualTo("vcond-data/vcons"));
  }

  @Test
  void the_distributed_file_follows_the_environment_of_its_unit() {
    Map<String, String> unit =
        Map.of("STATE_DIRECTORY", "/var/lib/vcond", "REDIS_URL", "redis://redis:6379");
    Loaded loaded = ConfigLoader.load(Path.of("config.yml"), unit, Overrides.none());

    assertThat(loaded.warnings()).isEmpty();
    assertThat(loaded.config().redis().url().reveal()).isEqualTo("redis://redis:6379");
    assertThat(loaded.config().storage("disk").options().get("path"))
        .isInstanceOfSatisfying(
            ConfigValue.Scalar.class,
            path -> assertThat(path.text()).isEqualTo("/var/lib/vcond/vcons"));
  }

  @Test
  void the_commented_storage_of_the_distributed_file_is_valid_once_uncommented(@TempDir Path folder)
      throws Exception {
    String yaml =
        Files.readString(Path.of("config.yml"))
            .replaceAll("(?m)^  # (database:|  )", "  $1")
            .replace("storages: [disk]", "storages: [disk, database]")
            .replace("/etc/vcond/postgres-password", folder.resolve("password").toString());
    Files.writeString(folder.resolve("password"), "secret\n");

    Config config = new ConfigFile(folder).config(yaml);

    assertThat(config.storages()).containsOnlyKeys("disk", "database");
    assertThat(config.chain("main").storages())
        .extracting(StepRef::name)
        .isEqualTo(List.of("disk", "database"));
  }
}
