package dev.vcond.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vcond.app.embedded.RedisBinary;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A redis-server, or a Sentinel, that can be killed and started again on the same port with the
 * data it had. Used by one thread at a time.
 */
final class RedisNode implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);

  private final Path folder;
  private final List<String> command;
  private final int port;
  private Process process;

  private RedisNode(Path folder, List<String> command, int port) throws IOException {
    this.folder = folder;
    this.command = command;
    this.port = port;
    this.process = launch();
  }

  /** A server that has every answered write on its disk. */
  static RedisNode server(Path folder, String... more) throws IOException, InterruptedException {
    int port = freePort();
    List<String> command = new ArrayList<>();
    command.add(RedisBinary.in(folder).toString());
    command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
    command.addAll(List.of("--dir", folder.toString(), "--save", "", "--appendonly", "yes"));
    // Never rewritten: it is also the history of every id.
    command.addAll(List.of("--appendfsync", "always", "--auto-aof-rewrite-percentage", "0"));
    command.addAll(List.of("--aof-timestamp-enabled", "yes"));
    command.addAll(List.of(more));
    return new RedisNode(folder, command, port).awaited();
  }

  /** A Sentinel over a server. */
  static RedisNode sentinel(Path folder, String master, int masterPort)
      throws IOException, InterruptedException {
    int port = freePort();
    Path program = RedisBinary.in(folder);
    Path config =
        Files.writeString(
            folder.resolve("sentinel.conf"),
            """
            port %d
            bind 127.0.0.1
            dir "%s"
            sentinel monitor %s 127.0.0.1 %d 1
            sentinel down-after-milliseconds %s 2000
            sentinel failover-timeout %s 6000
            """
                .formatted(port, folder, master, masterPort, master, master));
    return new RedisNode(folder, List.of(program.toString(), config.toString(), "--sentinel"), port)
        .awaited();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Process launch() throws IOException {
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("redis.log").toFile()))
        .start();
  }

  private RedisNode awaited() throws IOException, InterruptedException {
    long begun = System.nanoTime();
    while (process.isAlive() && System.nanoTime() - begun < START.toNanos()) {
      try (Wire wire = new Wire(port)) {
        wire.call("PING");
        return this;
      } catch (IOException _) {
        process.waitFor(20, TimeUnit.MILLISECONDS);
      }
    }
    throw new IOException(
        "Redis did not start; see " + folder.resolve("redis.log") + " for the reason.");
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** As a crash would. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Starts it again and returns when it answers. */
  void restart() throws IOException, InterruptedException {
    process = launch();
    awaited();
  }

  /** The writes of its append-only file that name an id, each behind the second of its arrival. */
  List<String> history(String id) throws IOException {
    List<String> found = new ArrayList<>();
    Path aof = folder.resolve("appendonlydir");
    if (!Files.exists(aof)) {
      return found;
    }
    try (var files = Files.list(aof)) {
      for (Path file : files.filter(name -> name.toString().endsWith(".incr.aof")).toList()) {
        new AppendOnlyFile(new String(Files.readAllBytes(file), UTF_8)).about(id, found);
      }
    }
    return found;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
