package dev.vcond.app.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A real Postgres server on loopback, for the demo and tests. Its user {@value #USER} needs no
 * password. It stops with {@link #close} or with the JVM; its data stays. Thread-safe.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  /** The superuser; local connections are trusted. */
  public static final String USER = "postgres";

  /** The database that is there from the start. */
  public static final String DATABASE = "postgres";

  private static final Duration START = Duration.ofSeconds(60);

  private final io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;

  private EmbeddedPostgres(io.zonky.test.db.postgres.embedded.EmbeddedPostgres server) {
    this.server = server;
  }

  /**
   * How to start it.
   *
   * @param folder the data; a new cluster is made if it is missing or empty
   * @param port 0 for any that is free
   * @param durable whether a commit waits for the disk; false is faster and fine for tests
   */
  public record Settings(Path folder, int port, boolean durable) {}

  /**
   * Starts a server and returns when it answers. Works as root, too.
   *
   * @throws IOException if it does not start, or if there is none for this platform
   */
  public static EmbeddedPostgres start(Settings settings) throws IOException {
    Files.createDirectories(settings.folder());
    String durable = settings.durable() ? "on" : "off";
    var builder =
        io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
            .setDataDirectory(settings.folder())
            .setCleanDataDirectory(false)
            .setPGStartupWait(START)
            .setPort(settings.port())
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setServerConfig("fsync", durable)
            .setServerConfig("synchronous_commit", durable)
            .setServerConfig("full_page_writes", durable);
    return new EmbeddedPostgres(builder.start());
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return server.getPort();
  }

  /** Stops the server; open connections are closed, its data is kept. */
  @Override
  public void close() throws IOException {
    server.close();
  }
}
