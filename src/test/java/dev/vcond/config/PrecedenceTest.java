package dev.vcond.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.vcond.config.ConfigValue.Scalar;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrecedenceTest {

  private static final String CHAIN = "chains: {main: {ingress_lists: [a]}}\n";

  @TempDir Path folder;
  private ConfigFile file = new ConfigFile(Path.of("."));

  @BeforeEach
  void file_in_a_folder_of_its_own() {
    file = new ConfigFile(folder);
  }

  @Test
  void the_environment_counts_where_the_file_is_silent() {
    ConfigFile server =
        file.with(
            Map.of(
                "REDIS_URL", "redis://redis:6380",
                "CONSERVER_WORKERS", "4",
                "CONSERVER_VCON_CONCURRENCY", "8"));

    assertThat(server.says(CHAIN)).isEmpty();
    assertThat(server.config(CHAIN).redis().url().reveal()).isEqualTo("redis://redis:6380");
    assertThat(server.config(CHAIN).worker().concurrency()).isEqualTo(32);
    assertThat(server.config(CHAIN + "worker: {order: config}").worker())
        .satisfies(worker -> {
          assertThat(worker.concurrency()).isEqualTo(32);
          assertThat(worker.order()).isEqualTo(Order.CONFIG);
        });
  }

  @Test
  void one_of_the_two_numbers_is_enough() {
    assertThat(file.with(Map.of("CONSERVER_WORKERS", "3")).config(CHAIN).worker().concurrency())
        .isEqualTo(3);
    assertThat(
            file.with(Map.of("CONSERVER_VCON_CONCURRENCY", "5", "CONSERVER_WORKERS", ""))
                .config(CHAIN)
                .worker()
                .concurrency())
        .isEqualTo(5);
  }

  @Test
  void the_file_wins_over_the_environment_and_says_so_once() {
    ConfigFile server =
        file.with(Map.of("REDIS_URL", "redis://redis:6380", "CONSERVER_WORKERS", "4"));
    String yaml = "redis: {url: redis://mine}\nworker: {concurrency: 7}\n" + CHAIN;

    assertThat(server.config(yaml).redis().url().reveal()).isEqualTo("redis://mine");
    assertThat(server.config(yaml).worker().concurrency()).isEqualTo(7);
    assertThat(server.says(yaml))
        .containsExactly(
            "config.yml:1:14: warning: redis.url: the environment variable REDIS_URL is set and not"
                + " used: the file wins. Unset the variable, or remove the other.",
            "config.yml:2:23: warning: worker.concurrency: the environment variable"
                + " CONSERVER_WORKERS is set and not used: the file wins. Unset the variable, or"
                + " remove the other.");
  }

  @Test
  void a_variable_that_the_file_itself_puts_in_is_not_shadowed() {
    ConfigFile server = file.with(Map.of("REDIS_URL", "redis://redis:6380"));

    assertThat(server.says("redis: {url: '${REDIS_URL:-embedded}'}\n" + CHAIN)).isEmpty();
    assertThat(server.says("redis: {url: redis://redis:6380}\n" + CHAIN)).isEmpty();
  }

  @Test
  void a_flag_wins_over_all() {
    ConfigFile started =
        file.with(Map.of("REDIS_URL", "redis://environment"))
            .with(
                Overrides.none()
                    .with("redis.url", "--redis", "redis://flag")
                    .with("admin.listen", "--listen", "127.0.0.1:0"));
    String yaml = "redis: {url: redis://file, after_completion: expire}\n" + CHAIN;

    assertThat(started.config(yaml).redis())
        .isEqualTo(
            new RedisConfig(
                new RedisUrl("redis://flag"),
                AfterCompletion.EXPIRE,
                SentinelLogin.NONE,
                TlsFiles.NONE));
    assertThat(started.config(yaml).admin().listen().port()).isZero();
    assertThat(started.says(yaml))
        .containsExactly(
            "--redis: warning: redis.url: the environment variable REDIS_URL is set and not used:"
                + " the flag wins. Unset the variable, or remove the other.");
  }

  @Test
  void a_wrong_flag_is_named() {
    assertThat(
            file.with(Overrides.none().with("worker.concurrency", "--concurrency", "many"))
                .errors(CHAIN))
        .containsExactly(
            "--concurrency: worker.concurrency: expected a whole number, not \"many\"");
  }

  @Test
  void variables_without_a_key_are_read() {
    CompatConfig compat =
        file.with(
                Map.of(
                    "VCON_REDIS_EXPIRY", "7200",
                    "VCON_DLQ_EXPIRY", "0",
                    "VCON_CONTEXT_EXPIRY", "60",
                    "VCON_INDEX_EXPIRY", "120",
                    "VCON_SORTED_SET_NAME", "all-vcons",
                    "VCON_STORAGE_FALLBACK_ENABLED", "False"))
            .config(CHAIN)
            .compat();

    assertThat(compat)
        .isEqualTo(
            new CompatConfig(
                Duration.ofHours(2),
                Duration.ZERO,
                Duration.ofMinutes(1),
                Duration.ofMinutes(2),
                "all-vcons",
                false));
  }

  @Test
  void wrong_variables_are_named_all_at_once() {
    assertThat(
            file.with(
                    Map.of(
                        "REDIS_URL", "redis://:hunter2@",
                        "CONSERVER_WORKERS", "0",
                        "VCON_REDIS_EXPIRY", "0",
                        "VCON_DLQ_EXPIRY", "never",
                        "EGRESS_FORMAT_VERSION", "0.3"))
                .errors(CHAIN))
        .containsExactlyInAnyOrder(
            "environment: CONSERVER_WORKERS: expected a whole number of 1 or more, not \"0\"",
            "environment: EGRESS_FORMAT_VERSION: expected 0.0.1, not \"0.3\". Unset it for the"
                + " current format.",
            "environment: VCON_DLQ_EXPIRY: expected a time such as 30s, 250ms, 5m, 1h or 2d, not"
                + " \"never\"",
            "environment: VCON_REDIS_EXPIRY: expected a time longer than zero, such as 30s",
            "environment (REDIS_URL): redis.url: expected a host name and a port from 1 to 65535");
    assertThat(
            file.with(Map.of("CONSERVER_WORKERS", "1000", "CONSERVER_VCON_CONCURRENCY", "1000"))
                .errors(CHAIN))
        .containsExactly(
            "environment (CONSERVER_WORKERS x CONSERVER_VCON_CONCURRENCY): worker.concurrency:"
                + " expected a number from 1 to 100000, not 1000000");
  }

  @Test
  void the_old_egress_format_is_the_default_of_the_storages_that_vcon_server_applied_it_to() {
    String yaml =
        """
        storages:
          s3: {module: storage.s3}
          postgres: {module: storage.postgres}
          search: {module: storage.elasticsearch}
          own: {module: storage.postgres, egress_format: current}
          file: {module: storage.file}
          hook: {module: storage.webhook}
        """
            + CHAIN;
    ConfigFile server = file.with(Map.of("EGRESS_FORMAT_VERSION", "0.0.1"));
    Config config = server.config(yaml);

    assertThat(config.storages().values())
        .extracting(StorageConfig::name, storage -> storage.policy().egressFormat())
        .containsExactly(
            tuple("s3", EgressFormat.V0_0_1),
            tuple("postgres", EgressFormat.V0_0_1),
            tuple("search", EgressFormat.V0_0_1),
            tuple("own", EgressFormat.CURRENT),
            tuple("file", EgressFormat.CURRENT),
            tuple("hook", EgressFormat.CURRENT));
    assertThat(server.says(yaml))
        .containsExactly(
            "config.yml:5:50: warning: storages.own.egress_format: the environment variable"
                + " EGRESS_FORMAT_VERSION is set and not used: the file wins. Unset the variable,"
                + " or remove the other.");
  }

  @Test
  void the_old_egress_format_is_an_option_of_the_webhook_link_unless_it_says_something() {
    String yaml =
        """
        links:
          bare: {module: links.webhook}
          null: {module: links.webhook, options: {egress_format: null}}
          new: {module: links.webhook, options: {egress_format: current}}
          old: {module: links.webhook, options: {egress_format_version: 0.0.1}}
          tag: {module: links.tag, options: {}}
        """
            + CHAIN;
    ConfigFile server = file.with(Map.of("EGRESS_FORMAT_VERSION", "0.0.1"));

    assertThat(server.config(yaml).links().values())
        .extracting(link -> link.options().get("egress_format"))
        .extracting(value -> value instanceof Scalar scalar ? scalar.text() : "")
        .containsExactly("0.0.1", "0.0.1", "current", "", "");
    assertThat(server.says(yaml))
        .containsExactly(
            "config.yml:4:57: warning: links.new.options.egress_format: the environment variable"
                + " EGRESS_FORMAT_VERSION is set and not used: the file wins. Unset the variable,"
                + " or remove the other.");
  }

  @Test
  void what_the_environment_asks_for_in_vain_is_said() {
    assertThat(file.with(Map.of("CONSERVER_PARALLEL_STORAGE", "false")).says(CHAIN))
        .singleElement()
        .asString()
        .startsWith("environment: warning: CONSERVER_PARALLEL_STORAGE: is ignored");
    assertThat(file.with(Map.of("CONSERVER_PARALLEL_STORAGE", "true")).says(CHAIN)).isEmpty();
    assertThat(file.with(Map.of("CONSERVER_CONFIG_FILE", "/etc/other.yml")).says(CHAIN))
        .singleElement()
        .asString()
        .contains("CONSERVER_CONFIG_FILE: is set to /etc/other.yml and not used");
  }
}
