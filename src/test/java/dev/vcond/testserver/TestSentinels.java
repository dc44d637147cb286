package dev.vcond.testserver;

import static org.awaitility.Awaitility.await;

import dev.vcond.app.embedded.EmbeddedRedis;
import dev.vcond.app.embedded.RedisBinary;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.StaticCredentialsProvider;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A real master with a replica under real Sentinels, which take half a second to miss it. Used by
 * one thread.
 */
public final class TestSentinels implements AutoCloseable {
  public static final String MASTER = "mymaster";

  private final Path folder;
  private final String password;
  private final Map<Integer, StatefulRedisConnection<String, String>> typing = new HashMap<>();
  private final RedisClient client = RedisClient.create();
  private final List<EmbeddedRedis> servers = new ArrayList<>();
  private final List<Sentinel> sentinels = new ArrayList<>();

  private record Sentinel(Process process, int port) {}

  /**
   * Starts them.
   *
   * @param number of Sentinels; most of them must agree
   * @param password that they ask for, or nothing
   */
  public TestSentinels(Path folder, int number, String password) throws Exception {
    this.folder = folder;
    this.password = password;
    server("one");
    EmbeddedRedis replica = server("two");
    on(replica).replicaof("127.0.0.1", servers.getFirst().port());
    // Sentinels ask the master for its replicas when they start, and then only every ten seconds.
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> on(servers.getFirst()).info("replication").contains("state=online"));
    for (int i = 0; i < number; i++) {
      sentinels.add(sentinel("sentinel-" + i, number / 2 + 1));
    }
    awaitWatched();
  }

  private EmbeddedRedis server(String name) throws Exception {
    var started = EmbeddedRedis.start(new EmbeddedRedis.Settings(folder.resolve(name), 0, true));
    servers.add(started);
    return started;
  }

  private Sentinel sentinel(String name, int quorum) throws IOException {
    int port = freePort();
    Path own = Files.createDirectories(folder.resolve(name));
    Path config =
        Files.writeString(
            own.resolve("sentinel.conf"),
            """
            port %1$d
            bind 127.0.0.1
            sentinel monitor %2$s 127.0.0.1 %3$d %4$d
            sentinel down-after-milliseconds %2$s 500
            sentinel failover-timeout %2$s 3000
            %5$s
            """
                .formatted(
                    port,
                    MASTER,
                    servers.getFirst().port(),
                    quorum,
                    password.isEmpty() ? "" : "requirepass " + password));
    Process process =
        new ProcessBuilder(RedisBinary.in(own).toString(), config.toString(), "--sentinel")
            .directory(own.toFile())
            .redirectErrorStream(true)
            .redirectOutput(own.resolve("log").toFile())
            .start();
    return new Sentinel(process, port);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitWatched() {
    String others = Integer.toString(sentinels.size() - 1);
    for (Sentinel sentinel : sentinels) {
      await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .until(
              () -> told(sentinel),
              master ->
                  "1".equals(master.get("num-slaves"))
                      && others.equals(master.get("num-other-sentinels")));
    }
  }

  private Map<String, String> told(Sentinel sentinel) {
    try (var connection = connect(sentinel)) {
      return connection.sync().master(MASTER);
    }
  }

  private StatefulRedisSentinelConnection<String, String> connect(Sentinel sentinel) {
    RedisURI uri = RedisURI.create("127.0.0.1", sentinel.port);
    if (!password.isEmpty()) {
      uri.setCredentialsProvider(new StaticCredentialsProvider(null, password.toCharArray()));
    }
    return client.connectSentinel(uri);
  }

  /** The address as {@code redis.url} has it. */
  public String url() {
    return "redis-sentinel://%s/0#%s".formatted(hosts(), MASTER);
  }

  /** Of the Sentinels, with commas between them. */
  public String hosts() {
    return sentinels.stream()
        .map(sentinel -> "127.0.0.1:" + sentinel.port)
        .collect(Collectors.joining(","));
  }

  /** The port of the server that the Sentinels call the master. */
  public int masterPort() {
    return Integer.parseInt(told(sentinels.getLast()).get("port"));
  }

  /** The server that the Sentinels call the master. */
  public EmbeddedRedis master() {
    return server(masterPort());
  }

  private EmbeddedRedis server(int port) {
    return servers.stream().filter(server -> server.port() == port).findFirst().orElseThrow();
  }

  /** What somebody types at the master. */
  public RedisCommands<String, String> commands() {
    return on(master());
  }

  /** What somebody types at one of the servers. */
  public RedisCommands<String, String> on(EmbeddedRedis server) {
    return typing
        .computeIfAbsent(server.port(), port -> client.connect(RedisURI.create("127.0.0.1", port)))
        .sync();
  }

  /** The server that is not the master. */
  public EmbeddedRedis replica() {
    int master = masterPort();
    return servers.stream().filter(server -> server.port() != master).findFirst().orElseThrow();
  }

  /** Has the replica made master, as an operator would before he shuts the master down. */
  public void failOver() {
    try (var connection = connect(sentinels.getLast())) {
      connection.sync().failover(MASTER);
    }
  }

  /** Ends a Sentinel; the first is the one that clients ask first. */
  public void killSentinel(int which) throws InterruptedException {
    sentinels.get(which).process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws IOException {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    sentinels.forEach(sentinel -> sentinel.process.destroyForcibly().onExit().join());
    for (EmbeddedRedis server : servers) {
      server.close();
    }
  }
}
