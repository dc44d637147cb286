package dev.vcond.testserver;

import dev.vcond.app.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One real Postgres for all tests of this JVM; each test asks for a database of its own.
 *
 * @param database its name
 */
public record TestPostgres(int port, String database) {
  /** A user who needs {@link #PASSWORD}, unlike the superuser, whom everybody trusts. */
  public static final String USER = "vcon";

  public static final String PASSWORD = "correct horse battery";

  private static final AtomicInteger databases = new AtomicInteger();

  private static final class Holder {
    private static final EmbeddedPostgres SERVER = start(temporaryFolder(), 0);

    static {
      prepare(SERVER.port());
    }
  }

  /** A new empty database on the shared server. */
  public static TestPostgres freshDatabase() throws SQLException {
    return freshDatabaseOn(Holder.SERVER.port());
  }

  /** A new empty database on a server of the test's own. */
  public static TestPostgres freshDatabaseOn(int port) throws SQLException {
    String name = "test_" + databases.incrementAndGet();
    TestPostgres admin = new TestPostgres(port, EmbeddedPostgres.DATABASE);
    admin.execute("CREATE DATABASE " + name + " OWNER " + USER);
    return new TestPostgres(port, name);
  }

  /** Starts another server, for tests that stop it; quick and not durable. */
  public static EmbeddedPostgres start(Path folder, int port) {
    try {
      return EmbeddedPostgres.start(new EmbeddedPostgres.Settings(folder, port, false));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes {@link #USER}, whose password is asked for. */
  public static void prepare(int port) {
    try {
      TestPostgres admin = new TestPostgres(port, EmbeddedPostgres.DATABASE);
      admin.execute("CREATE ROLE " + USER + " LOGIN PASSWORD '" + PASSWORD + "'");
      Path rules = Path.of(admin.query("SHOW hba_file").getFirst());
      Files.writeString(
          rules, "host all " + USER + " 127.0.0.1/32 scram-sha-256\n" + Files.readString(rules));
      admin.execute("SELECT pg_reload_conf()");
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path temporaryFolder() {
    try {
      Path folder = Files.createTempDirectory("vcond-test-postgres-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteRecursively(folder)));
      return folder.resolve("data");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteRecursively(Path folder) {
    try (var files = Files.walk(folder)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException _) {
      // The server is ending at the same time; what is left is in the temporary folder.
    }
  }

  /** Runs a statement as superuser. */
  public void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of a query as superuser, as text. */
  public List<String> query(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(String.valueOf(rows.getString(1)));
      }
      return found;
    }
  }

  /** A connection as superuser. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database), EmbeddedPostgres.USER, "");
  }
}
