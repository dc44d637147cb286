package dev.vcond.storage.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.vcond.storage.Pooled.PoolState;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** The pool of connections to one database. Thread-safe. */
final class Connections implements AutoCloseable {
  private final Knock knock;
  private final HikariDataSource pool;

  Connections(PostgresOptions options, String name) throws SQLException {
    PGSimpleDataSource server = server(options);
    this.knock = new Knock(server);
    this.pool = new HikariDataSource(pool(options, name, server));
  }

  /**
   * Takes a connection; closing it gives it back.
   *
   * @throws SQLException at once and with the server's own words if none is open and none can be
   *     opened. The pool alone would try on for the whole time-out, whatever the server said.
   */
  Connection take() throws SQLException, InterruptedException {
    if (pool.getHikariPoolMXBean().getTotalConnections() == 0) {
      knock.now();
    }
    return pool.getConnection();
  }

  PoolState state() {
    HikariPoolMXBean state = pool.getHikariPoolMXBean();
    return new PoolState(
        state.getActiveConnections(),
        state.getIdleConnections(),
        state.getThreadsAwaitingConnection(),
        pool.getMaximumPoolSize());
  }

  @Override
  public void close() {
    pool.close();
  }

  private static PGSimpleDataSource server(PostgresOptions options) throws SQLException {
    PGSimpleDataSource server = new PGSimpleDataSource();
    server.setServerNames(new String[] {options.host()});
    server.setPortNumbers(new int[] {options.port()});
    server.setDatabaseName(options.database());
    server.setUser(options.user());
    server.setPassword(options.password().reveal());
    server.setApplicationName("vcond");
    server.setTcpKeepAlive(true);
    server.setProperty(PGProperty.CONNECT_TIMEOUT, seconds(options.connectTimeout()));
    server.setProperty(PGProperty.SOCKET_TIMEOUT, seconds(options.socketTimeout()));
    server.setProperty(PGProperty.SSL_MODE, options.sslmode().toString());
    set(server, PGProperty.SSL_ROOT_CERT, options.sslrootcert());
    set(server, PGProperty.SSL_CERT, options.sslcert());
    set(server, PGProperty.SSL_KEY, options.sslkey());
    // The server's details quote the document, and messages end in logs and dead letters.
    server.setProperty(PGProperty.LOG_SERVER_ERROR_DETAIL, "false");
    return server;
  }

  private static void set(PGSimpleDataSource server, PGProperty property, @Nullable Path file)
      throws SQLException {
    if (file != null) {
      server.setProperty(property, file.toString());
    }
  }

  private static String seconds(Duration time) {
    return Long.toString(Math.max(1, time.plusMillis(999).toSeconds()));
  }

  private static HikariConfig pool(
      PostgresOptions options, String name, PGSimpleDataSource server) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("vcond-" + name);
    config.setDataSource(server);
    config.setMaximumPoolSize(options.poolSize());
    config.setMinimumIdle(1);
    config.setConnectionTimeout(options.connectTimeout().toMillis());
    config.setValidationTimeout(options.connectTimeout().toMillis());
    // Opening a storage must not need its service.
    config.setInitializationFailTimeout(-1);
    // Named, because the pool asks its first connection for the server's, once: if the server dies
    // at
    // that moment, it would set none on all later ones, which refuse it, until it is made anew.
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    // A plan made anew for each group would copy the documents in it several times.
    config.setConnectionInitSql(
        "SET statement_timeout = %d; SET plan_cache_mode = force_generic_plan"
            .formatted(options.statementTimeout().toMillis()));
    return config;
  }
}
