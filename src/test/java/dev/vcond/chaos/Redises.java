package dev.vcond.chaos;

import dev.vcond.testkit.FaultProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Redis as the daemons see it: one server behind a proxy for each, or two under a Sentinel. */
final class Redises implements AutoCloseable {
  private static final String MASTER = "main";

  private final List<RedisNode> nodes = new ArrayList<>();
  private final List<FaultProxy> proxies = new ArrayList<>();
  private final Optional<RedisNode> sentinel;

  private Redises(List<RedisNode> nodes, Optional<RedisNode> sentinel) {
    this.nodes.addAll(nodes);
    this.sentinel = sentinel;
  }

  static Redises single(Path folder, int daemons) throws IOException, InterruptedException {
    var node = RedisNode.server(Files.createDirectories(folder.resolve("redis")));
    var redises = new Redises(List.of(node), Optional.empty());
    for (int i = 0; i < daemons; i++) {
      redises.proxies.add(
          FaultProxy.before(new InetSocketAddress(InetAddress.getLoopbackAddress(), node.port())));
    }
    return redises;
  }

  static Redises underSentinel(Path folder) throws IOException, InterruptedException {
    var first = RedisNode.server(Files.createDirectories(folder.resolve("redis-1")));
    var second =
        RedisNode.server(
            Files.createDirectories(folder.resolve("redis-2")),
            "--replicaof",
            "127.0.0.1 " + first.port());
    var sentinel =
        RedisNode.sentinel(
            Files.createDirectories(folder.resolve("sentinel")), MASTER, first.port());
    return new Redises(List.of(first, second), Optional.of(sentinel));
  }

  boolean isUnderSentinel() {
    return sentinel.isPresent();
  }

  /** The address for one daemon. */
  String url(int daemon) {
    return sentinel
        .map(node -> "redis-sentinel://127.0.0.1:%d/0#%s".formatted(node.port(), MASTER))
        .orElseGet(() -> "redis://127.0.0.1:" + proxies.get(daemon).address().getPort());
  }

  FaultProxy proxy(int daemon) {
    return proxies.get(daemon);
  }

  /** A connection to the server that takes writes, past all proxies. */
  Wire connect() throws IOException {
    if (sentinel.isEmpty()) {
      return new Wire(nodes.getFirst().port());
    }
    Wire wire = new Wire(masterPort(sentinel.get()));
    try {
      if (wire.texts("ROLE").getFirst().equals("master")) {
        return wire;
      }
      throw new IOException("the Sentinel names a server that is no master yet");
    } catch (IOException e) {
      wire.close();
      throw e;
    }
  }

  private static int masterPort(RedisNode sentinel) throws IOException {
    try (Wire wire = new Wire(sentinel.port())) {
      return Integer.parseInt(wire.texts("SENTINEL", "get-master-addr-by-name", MASTER).getLast());
    }
  }

  /** The server that takes writes now. */
  RedisNode master() throws IOException {
    if (sentinel.isEmpty()) {
      return nodes.getFirst();
    }
    int port = masterPort(sentinel.get());
    return nodes.stream().filter(node -> node.port() == port).findFirst().orElseThrow();
  }

  /** How many daemons are registered for the first list. */
  int instances() {
    String list = Chains.claimedLists().getFirst();
    try (Wire wire = connect()) {
      return (int) wire.number("HLEN", "vcond:{" + list + "}:instances");
    } catch (IOException _) {
      return 0;
    }
  }

  /** Whether the replica has what the master has. */
  boolean isReplicated() {
    try (Wire wire = connect()) {
      return wire.number("WAIT", "1", "1000") == 1;
    } catch (IOException _) {
      return false;
    }
  }

  /** What each server wrote about an id. */
  List<String> history(String id) throws IOException {
    List<String> all = new ArrayList<>();
    for (RedisNode node : nodes) {
      node.history(id).forEach(line -> all.add("redis:" + node.port() + " " + line));
    }
    return all;
  }

  @Override
  public void close() {
    proxies.forEach(FaultProxy::close);
    sentinel.ifPresent(RedisNode::close);
    nodes.forEach(RedisNode::close);
  }
}
