package dev.vcond.chaos;

import dev.vcond.app.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A Postgres that can be killed, stopped, and asked for another password. */
final class Postgres implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);

  private final EmbeddedPostgres.Settings settings;
  private final EmbeddedPostgres server;
  private List<String> command = List.of();

  Postgres(Path folder) throws IOException, SQLException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    settings = new EmbeddedPostgres.Settings(folder, port, true);
    server = EmbeddedPostgres.start(settings);
    execute("CREATE ROLE " + Chains.USER + " LOGIN");
    password(Chains.PASSWORD);
    execute("CREATE DATABASE vcons OWNER " + Chains.USER);
    Path rules = folder.resolve("pg_hba.conf");
    Files.writeString(
        rules,
        "host all " + Chains.USER + " 127.0.0.1/32 scram-sha-256\n" + Files.readString(rules));
    execute("SELECT pg_reload_conf()");
  }

  int port() {
    return settings.port();
  }

  /** Connections that are open stay; those that it closes cannot come back with another one. */
  void password(String password) throws SQLException {
    execute("ALTER ROLE " + Chains.USER + " PASSWORD '" + password + "'");
    execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '"
            + Chains.USER
            + "'");
  }

  private long pid() throws IOException {
    return Long.parseLong(
        Files.readAllLines(settings.folder().resolve("postmaster.pid")).getFirst().strip());
  }

  /** Ends it and all its parts without a chance to write anything. */
  void kill() throws IOException, InterruptedException {
    command = command(pid());
    Signal.sendToFamily("KILL", pid());
  }

  /** The words with which a process was started. */
  private static List<String> command(long pid) throws IOException {
    String words = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
    return List.of(words.split("\0", 0));
  }

  /** Starts what was killed, as it was, and returns when it answers. */
  void restart() throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      // It refuses to run as root, and here it does not see that it does.
      all.addAll(List.of("unshare", "-U"));
    }
    all.addAll(command);
    // Its parts may need a moment to be gone; until then a new one does not start.
    if (!Chaos.await(START, () -> starts(all))) {
      throw new IOException("Postgres did not start again; see postgres-again.log.");
    }
  }

  private boolean starts(List<String> words) {
    try {
      // It names a process that was killed and that the system may not have cleared away yet.
      Files.deleteIfExists(settings.folder().resolve("postmaster.pid"));
      Process process =
          new ProcessBuilder(words)
              .directory(settings.folder().toFile())
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(
                      settings.folder().resolveSibling("postgres-again.log").toFile()))
              .start();
      while (process.isAlive()) {
        if (answers()) {
          return true;
        }
        Chaos.pause(50);
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean answers() {
    try {
      execute("SELECT 1");
      return true;
    } catch (SQLException _) {
      return false;
    }
  }

  /** Connections stay open and are made, and nothing is answered. */
  void hang() throws IOException, InterruptedException {
    Signal.sendToFamily("STOP", pid());
  }

  void goOn() throws IOException, InterruptedException {
    Signal.sendToFamily("CONT", pid());
  }

  /** The documents of a table by id; empty while nobody made it. */
  Map<String, String> rows(String table) throws SQLException {
    Map<String, String> rows = new HashMap<>();
    try (Connection connection = connect("vcons");
        Statement statement = connection.createStatement()) {
      try (ResultSet there =
          statement.executeQuery("SELECT to_regclass('" + table + "') IS NULL")) {
        if (there.next() && there.getBoolean(1)) {
          return rows;
        }
      }
      try (ResultSet found =
          statement.executeQuery("SELECT uuid::text, data::text FROM " + table)) {
        while (found.next()) {
          rows.put(found.getString(1), found.getString(2));
        }
      }
    }
    return rows;
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = connect(EmbeddedPostgres.DATABASE);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port(), database), EmbeddedPostgres.USER, "");
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
