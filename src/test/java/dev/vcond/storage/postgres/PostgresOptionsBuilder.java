package dev.vcond.storage.postgres;

import dev.vcond.config.Secret;
import dev.vcond.storage.StorageSetup;
import dev.vcond.testserver.TestPostgres;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The defaults of {@code storage.postgres} for a test's database, with what the test changes. */
record PostgresOptionsBuilder(PostgresOptions options) {

  static PostgresOptionsBuilder at(TestPostgres postgres) {
    return new PostgresOptionsBuilder(
        new PostgresOptions(
            "127.0.0.1",
            postgres.port(),
            postgres.database(),
            TestPostgres.USER,
            new Secret(TestPostgres.PASSWORD),
            "vcons",
            null,
            SslMode.PREFER,
            null,
            null,
            null,
            4,
            ColumnType.JSONB,
            Layout.AUTO,
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofSeconds(25)));
  }

  PostgresOptionsBuilder port(int port) {
    return reach(port, options.password(), options.connectTimeout(), options.statementTimeout());
  }

  PostgresOptionsBuilder password(String password) {
    return reach(
        options.port(), new Secret(password), options.connectTimeout(), options.statementTimeout());
  }

  PostgresOptionsBuilder timeouts(Duration connect, Duration statement) {
    return reach(options.port(), options.password(), connect, statement);
  }

  PostgresOptionsBuilder column(ColumnType column) {
    return table(options.schema(), options.table(), column, options.layout());
  }

  PostgresOptionsBuilder layout(Layout layout) {
    return table(options.schema(), options.table(), options.column(), layout);
  }

  PostgresOptionsBuilder named(@Nullable String schema, String table) {
    return table(schema, table, options.column(), options.layout());
  }

  PostgresOptionsBuilder database(String database) {
    return new PostgresOptionsBuilder(
        with(
            options.port(),
            database,
            options.password(),
            new Place(options.schema(), options.table(), options.column(), options.layout()),
            options.connectTimeout(),
            options.statementTimeout()));
  }

  private PostgresOptionsBuilder reach(
      int port, Secret password, Duration connect, Duration statement) {
    return new PostgresOptionsBuilder(
        with(
            port,
            options.database(),
            password,
            new Place(options.schema(), options.table(), options.column(), options.layout()),
            connect,
            statement));
  }

  private PostgresOptionsBuilder table(
      @Nullable String schema, String table, ColumnType column, Layout layout) {
    return new PostgresOptionsBuilder(
        with(
            options.port(),
            options.database(),
            options.password(),
            new Place(schema, table, column, layout),
            options.connectTimeout(),
            options.statementTimeout()));
  }

  private record Place(@Nullable String schema, String table, ColumnType column, Layout layout) {}

  private PostgresOptions with(
      int port,
      String database,
      Secret password,
      Place place,
      Duration connect,
      Duration statement) {
    return new PostgresOptions(
        options.host(),
        port,
        database,
        options.user(),
        password,
        place.table(),
        place.schema(),
        options.sslmode(),
        null,
        null,
        null,
        options.poolSize(),
        place.column(),
        place.layout(),
        connect,
        statement,
        statement.plusSeconds(5));
  }

  PostgresStorage open() throws Exception {
    return open(InstantSource.system());
  }

  PostgresStorage open(InstantSource clock) throws Exception {
    return open(new StorageSetup("pg", clock));
  }

  PostgresStorage open(StorageSetup setup) throws Exception {
    return (PostgresStorage) PostgresStorage.type().opener().open(options, setup);
  }
}
