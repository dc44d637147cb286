package dev.vcond.app.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A real redis-server on loopback, for a first look, the demo and tests. It stops with {@link
 * #close} or with the JVM. Thread-safe.
 */
public final class EmbeddedRedis implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);
  private static final Duration STOP = Duration.ofSeconds(20);
  private static final int TRIES = 5;

  private final Process process;
  private final int port;
  private final Thread hook;

  private EmbeddedRedis(Process process, int port) {
    this.process = process;
    this.port = port;
    this.hook = Thread.ofPlatform().name("vcond-stop-redis").unstarted(process::destroy);
  }

  /**
   * How to start it.
   *
   * @param folder holds data, log and, unless it is there, the program; made if it is missing
   * @param port 0 for any that is free
   * @param appendOnly whether data outlives the server, at most one second of it lost in a crash
   */
  public record Settings(Path folder, int port, boolean appendOnly) {}

  /**
   * Starts a server and returns when it answers.
   *
   * @throws IOException with the server's last words if it does not start, or if there is none for
   *     this platform
   */
  public static EmbeddedRedis start(Settings settings) throws IOException, InterruptedException {
    Files.createDirectories(settings.folder());
    Path program = RedisProgram.in(settings.folder());
    RunningNote.in(settings.folder()).stopWhatStillRuns(STOP);
    for (int attempt = 1; ; attempt++) {
      int port = settings.port() == 0 ? freePort() : settings.port();
      EmbeddedRedis redis = launch(program, settings, port);
      if (redis.answersInTime()) {
        RunningNote.in(settings.folder()).write(redis.process.toHandle(), port);
        Runtime.getRuntime().addShutdownHook(redis.hook);
        return redis;
      }
      redis.stop();
      // Somebody else may have taken the free port in between.
      if (settings.port() != 0 || attempt == TRIES) {
        throw new IOException(
            "The embedded Redis did not start on port %d. The end of its log: %s"
                .formatted(port, RedisProgram.lastWords(log(settings))));
      }
    }
  }

  private static EmbeddedRedis launch(Path program, Settings settings, int port)
      throws IOException {
    ProcessBuilder builder =
        OwnSession.of(
            program.toString(),
            "--port",
            Integer.toString(port),
            "--bind",
            "127.0.0.1",
            "--dir",
            settings.folder().toAbsolutePath().toString(),
            "--save",
            "",
            "--appendonly",
            settings.appendOnly() ? "yes" : "no");
    builder.directory(settings.folder().toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log(settings).toFile()));
    return new EmbeddedRedis(builder.start(), port);
  }

  private static Path log(Settings settings) {
    return settings.folder().resolve("redis.log");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean answersInTime() throws InterruptedException {
    long end = System.nanoTime() + START.toNanos();
    while (process.isAlive() && System.nanoTime() - end < 0) {
      if (answers()) {
        return true;
      }
      // A pause that ends at once if the server does.
      process.waitFor(10, TimeUnit.MILLISECONDS);
    }
    return false;
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      socket.setSoTimeout(1_000);
      socket.getOutputStream().write("PING\r\nINFO server\r\nQUIT\r\n".getBytes(US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      // While it loads its data PING is refused, and on a given port another one may answer.
      return answer.startsWith("+PONG") && answer.contains("process_id:" + process.pid() + "\r");
    } catch (IOException _) {
      return false;
    }
  }

  /**
   * Leaves the stop to whoever started it: shutdown hooks run side by side, and a daemon that
   * drains still needs its Redis.
   */
  public void stopsOnlyWhenTold() {
    Runtime.getRuntime().removeShutdownHook(hook);
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** The address as {@code redis.url} has it. */
  public String url() {
    return url(port);
  }

  static String url(int port) {
    return "redis://127.0.0.1:" + port;
  }

  /** Stops the server after it has written what it holds; returns when it has ended. */
  public void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP)) {
      process.destroyForcibly().waitFor();
    }
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  /** Ends the server without a chance to write anything, as a crash would. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws IOException {
    try {
      stop();
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    } catch (IllegalStateException _) {
      // The JVM is ending, and the hook runs or has run.
    }
  }
}
