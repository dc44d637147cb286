package dev.vcond.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.vcond.vcon.Vcon;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A daemon as a process of its own, and the Redis it works on. */
final class ChildDaemon implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(60);

  /** For the test's own commands, which carry documents of hundreds of megabytes. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final Path log;
  private final RedisClient client;
  private final RedisCommands<String, byte[]> redis;

  private long dead;
  private long stored;

  private ChildDaemon(Process process, Path log, RedisClient client) {
    this.process = process;
    this.log = log;
    this.client = client;
    this.redis = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE)).sync();
  }

  /**
   * Starts one and returns when it claims.
   *
   * @param config names {@code redis}, the ingress list {@code in} and the egress list {@code out}
   * @param flags of the JVM
   */
  static ChildDaemon start(String redis, Path config, String... flags) throws IOException {
    Path log = Files.createTempFile(config.getParent(), "daemon-", ".log");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    // As bin/vcond has it.
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("dev.vcond.cli.Main", "run", "--config", config.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(log.toFile())
            .start();
    var uri = RedisURI.create(redis);
    uri.setTimeout(PATIENCE);
    var daemon = new ChildDaemon(process, log, RedisClient.create(uri));
    await()
        .atMost(LONGEST_START)
        .until(() -> daemon.log().contains("claims from Redis") || !process.isAlive());
    return daemon;
  }

  /** How a document ended. */
  enum Ending {
    STORED,
    DEAD_LETTER,
    DAEMON_DIED,
    TOO_LATE
  }

  /** Puts a document into Redis and its id on the list. */
  void push(Vcon vcon) {
    dead = redis.llen("DLQ:in");
    stored = redis.llen("out");
    redis.set("vcon:" + vcon.id(), vcon.copyBytes());
    redis.rpush("in", vcon.id().toString().getBytes(UTF_8));
  }

  /** Waits until the document that was pushed last has ended. */
  Ending end(Duration limit) throws InterruptedException {
    long until = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() - until < 0) {
      if (redis.llen("out") > stored) {
        return Ending.STORED;
      }
      if (redis.llen("DLQ:in") > dead) {
        return Ending.DEAD_LETTER;
      }
      if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
        return Ending.DAEMON_DIED;
      }
    }
    return Ending.TOO_LATE;
  }

  RedisCommands<String, byte[]> redis() {
    return redis;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  /** The most memory that the process has had resident, in megabytes. */
  long mostResident() throws IOException {
    var line =
        Pattern.compile("VmHWM:\\s+(\\d+) kB")
            .matcher(Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")));
    return line.find() ? Long.parseLong(line.group(1)) / 1024 : 0;
  }

  /** The reason of a dead letter, by its id. */
  List<String> reason(String id) {
    return redis.hmget("vcond:{in}:record:" + id, "code", "reason").stream()
        .map(value -> new String(value.getValueOrElse(new byte[0]), UTF_8))
        .toList();
  }

  @Override
  public void close() throws IOException {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
