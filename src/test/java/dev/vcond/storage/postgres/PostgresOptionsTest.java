package dev.vcond.storage.postgres;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vcond.config.ConfigProblem;
import dev.vcond.config.ConfigValue.Mapping;
import dev.vcond.config.ConfigValue.Scalar;
import dev.vcond.config.Position;
import dev.vcond.config.Problems;
import dev.vcond.config.RecordBinder;
import dev.vcond.config.Secret;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PostgresOptionsTest {
  private final Problems problems = new Problems();

  @Test
  void these_are_the_defaults() {
    assertThat(bind(Map.of()))
        .isEqualTo(
            new PostgresOptions(
                "localhost",
                5432,
                "vcons",
                "vcon",
                new Secret(""),
                "vcons",
                null,
                SslMode.PREFER,
                null,
                null,
                null,
                8,
                ColumnType.JSONB,
                Layout.AUTO,
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                Duration.ofSeconds(25)));
    assertThat(problems.list()).isEmpty();
  }

  @Test
  void the_older_name_of_the_table_and_names_with_dashes_are_understood() {
    PostgresOptions options =
        requireNonNull(
            bind(
                Map.of(
                    "table_name",
                    "old",
                    "layout",
                    "vcon-server",
                    "sslmode",
                    "verify-full",
                    "password",
                    "secret text")));

    assertThat(options.table()).isEqualTo("old");
    assertThat(options.layout()).isEqualTo(Layout.VCON_SERVER);
    assertThat(options.sslmode()).isEqualTo(SslMode.VERIFY_FULL);
    assertThat(options.toString()).doesNotContain("secret text");
  }

  @ParameterizedTest
  @CsvSource({
    "port, 70000",
    "pool_size, 0",
    "sslmode, yes",
    "connect_timeout, 1ms",
    "table, a.b",
    "sslcert, /etc/client.pem",
    "socket_timeout, 20s"
  })
  void a_value_that_cannot_be_is_a_problem_at_its_key(String key, String value) {
    bind(Map.of(key, value));

    assertThat(problems.list())
        .singleElement()
        .extracting(ConfigProblem::key)
        .isEqualTo("options." + key);
  }

  private @Nullable PostgresOptions bind(Map<String, String> written) {
    Mapping options = Mapping.empty();
    for (Map.Entry<String, String> each : written.entrySet()) {
      options =
          options.with(each.getKey(), new Scalar(each.getValue(), false, Position.outside("test")));
    }
    return RecordBinder.bind(PostgresOptions.class, options, "options", problems);
  }
}
