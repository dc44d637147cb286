package dev.vcond.app.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

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
  private static final Duration STOP = Duration.ofSeconds(20);

  private final io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;
  private final Optional<ProcessHandle> process;

  private EmbeddedPostgres(
      io.zonky.test.db.postgres.embedded.EmbeddedPostgres server, Optional<ProcessHandle> process) {
    this.server = server;
    this.process = process;
  }

  /**
   * How to start it.
   *
   * @param folder the data; a new cluster is made if it is missing or empty. The log lies beside
   *     it, named {@code <folder>.log}
   * @param port 0 for any that is free
   * @param durable whether a commit waits for the disk; false is faster and fine for tests
   * @param programs where the server's programs are unpacked unless they are there, 60 MB; null for
   *     a place in the system's temporary folder that all share
   */
  public record Settings(Path folder, int port, boolean durable, @Nullable Path programs) {

    /** With the programs where all share them. */
    public Settings(Path folder, int port, boolean durable) {
      this(folder, port, durable, null);
    }

    Path log() {
      return folder.resolveSibling(folder.getFileName() + ".log");
    }
  }

  /**
   * Starts a server and returns when it answers. Works as root, too.
   *
   * @throws IOException with its last words if it does not start, or if there is none for this
   *     platform
   */
  public static EmbeddedPostgres start(Settings settings) throws IOException {
    Files.createDirectories(settings.folder());
    try {
      var server = builder(settings).start();
      return new EmbeddedPostgres(server, process(settings.folder()));
    } catch (RuntimeException | ExceptionInInitializerError e) {
      throw new IOException(
          "The embedded Postgres did not start: %s %s"
              .formatted(e.getMessage(), lastWords(settings.log())),
          e);
    }
  }

  private static io.zonky.test.db.postgres.embedded.EmbeddedPostgres.Builder builder(
      Settings settings) {
    String durable = settings.durable() ? "on" : "off";
    var log = ProcessBuilder.Redirect.appendTo(settings.log().toFile());
    var builder =
        io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
            .setDataDirectory(settings.folder())
            .setCleanDataDirectory(false)
            .setPGStartupWait(START)
            .setPort(settings.port())
            .setOutputRedirector(log)
            .setErrorRedirector(log)
            .setServerConfig("listen_addresses", "127.0.0.1")
            // Its default is a socket in /tmp, which somebody may have made read-only.
            .setServerConfig("unix_socket_directories", "")
            .setServerConfig("fsync", durable)
            .setServerConfig("synchronous_commit", durable)
            .setServerConfig("full_page_writes", durable);
    Path programs = settings.programs();
    PostgresPrograms place =
        programs == null ? PostgresPrograms.shared() : new PostgresPrograms(programs);
    return builder.setPgBinaryResolver(place).setOverrideWorkingDirectory(place.folder().toFile());
  }

  private static String lastWords(Path log) throws IOException {
    return Files.exists(log) ? "The end of its log: " + RedisProgram.lastWords(log) : "";
  }

  /** The server itself: what was started is a program that starts it and ends. */
  private static Optional<ProcessHandle> process(Path folder) throws IOException {
    List<String> note = Files.readAllLines(folder.resolve("postmaster.pid"));
    return ProcessHandle.of(Long.parseLong(note.getFirst().strip()));
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return server.getPort();
  }

  /**
   * Stops the server and returns when it has ended, also if the end of the JVM stops it at the same
   * time; open connections are closed, its data is kept.
   */
  @Override
  public void close() throws IOException {
    server.close();
    try {
      if (process.isPresent()) {
        process.get().onExit().get(STOP.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("The embedded Postgres did not stop.", e);
    }
  }
}
