package dev.vcond.storage.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vcond.config.InvalidOption;
import dev.vcond.config.Misnomer;
import dev.vcond.config.Option;
import dev.vcond.config.Secret;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The options of {@code storage.postgres}. */
@Misnomer(value = "connection_string", instead = "Write host, port, database, user and password.")
@Misnomer(
    value = "name",
    why = "vcon-server has it and does nothing with it.",
    instead = "Remove it: the storage is called as its entry is.")
public record PostgresOptions(
    @Option(value = "Host of the server.", defaultValue = "localhost", example = "db.example.com")
        String host,
    @Option(value = "Port of the server.", defaultValue = "5432") int port,
    @Option(value = "Database, which must exist.", defaultValue = "vcons") String database,
    @Option(value = "User.", defaultValue = "vcon") String user,
    @Option(
            value = "Password.",
            defaultValue = "''",
            example = "${POSTGRES_PASSWORD}",
            secret = true)
        Secret password,
    @Option(
            value = "Table. It is made if it is missing.",
            aliases = "table_name",
            defaultValue = "vcons")
        String table,
    @Option(
            value =
                "Schema of the table, made if it is missing. Absent: the user's search path"
                    + " decides.",
            example = "archive")
        @Nullable String schema,
    @Option(
            value = "Encryption: disable, allow, prefer, require, verify-ca or verify-full.",
            defaultValue = "prefer")
        SslMode sslmode,
    @Option(
            value = "Certificates of the authorities that verify-ca and verify-full trust, in PEM.",
            example = "/etc/vcond/db-ca.pem")
        @Nullable Path sslrootcert,
    @Option(value = "Certificate of the client, in PEM.", example = "/etc/vcond/db-client.pem")
        @Nullable Path sslcert,
    @Option(
            value = "Key of the client, in PKCS-8 DER, or key and certificate in PKCS-12.",
            example = "/etc/vcond/db-client.pk8")
        @Nullable Path sslkey,
    @Option(
            value =
                "The most connections that are open at a time. Saves share statements, so a few"
                    + " do.",
            defaultValue = "8")
        int poolSize,
    @Option(
            value = "Type of the document's column in a new table: jsonb, json or text.",
            defaultValue = "jsonb")
        ColumnType column,
    @Option(
            value = "Columns of the table: auto (as the table has them), guide or vcon-server.",
            defaultValue = "auto")
        Layout layout,
    @Option(
            value = "How long connecting, or waiting for a free connection, may take.",
            defaultValue = "5s")
        Duration connectTimeout,
    @Option(value = "After what time the server gives a statement up.", defaultValue = "20s")
        Duration statementTimeout,
    @Option(
            value = "After what silence the connection is given up; longer than statement_timeout.",
            defaultValue = "25s")
        Duration socketTimeout) {

  private static final int LONGEST_NAME = 63;
  private static final Duration SHORTEST = Duration.ofMillis(250);

  public PostgresOptions {
    checkRange("port", port, 65_535);
    checkRange("pool_size", poolSize, 1_000);
    checkName("database", database);
    checkName("user", user);
    checkName("table", table);
    if (schema != null) {
      checkName("schema", schema);
    }
    checkTimeout("connect_timeout", connectTimeout, SHORTEST);
    checkTimeout("statement_timeout", statementTimeout, SHORTEST);
    checkTimeout("socket_timeout", socketTimeout, Duration.ofSeconds(1));
    if (socketTimeout.compareTo(statementTimeout) <= 0) {
      throw new InvalidOption(
          "socket_timeout",
          "expected a time longer than statement_timeout (%ds)"
              .formatted(statementTimeout.toSeconds()),
          "the server should have the chance to give up first, which keeps the connection");
    }
    if ((sslcert == null) != (sslkey == null) && !isPkcs12(sslkey)) {
      throw new InvalidOption("sslcert", "sslcert and sslkey need each other", "");
    }
  }

  private static boolean isPkcs12(@Nullable Path key) {
    return key != null && key.toString().endsWith(".p12");
  }

  private static void checkRange(String key, int value, int most) {
    if (value < 1 || value > most) {
      throw new InvalidOption(
          key, "expected a number from 1 to %d, not %d".formatted(most, value), "");
    }
  }

  private static void checkTimeout(String key, Duration value, Duration least) {
    if (value.compareTo(least) < 0 || value.compareTo(Duration.ofDays(1)) > 0) {
      throw new InvalidOption(
          key, "expected a time from %d ms to a day".formatted(least.toMillis()), "write 20s");
    }
  }

  private static void checkName(String key, String name) {
    int bytes = name.getBytes(UTF_8).length;
    if (bytes == 0 || bytes > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidOption(key, "expected a name of 1 to %d bytes".formatted(LONGEST_NAME), "");
    }
    if (key.equals("table") && name.contains(".")) {
      throw new InvalidOption(
          key, "a table's name has no dot", "write the part before it as schema");
    }
  }

  /** Where it is, for messages: never the password. */
  String where() {
    return "Postgres at %s:%d, database \"%s\"".formatted(host, port, database);
  }
}
