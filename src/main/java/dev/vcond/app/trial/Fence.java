package dev.vcond.app.trial;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the HTTP clients of this JVM on loopback for as long as it stands: a request to an address
 * that no configuration held, such as one out of a vCon, ends at the server of the tests, too.
 * Programs are not kept. Thread-safe.
 */
final class Fence extends ProxySelector implements AutoCloseable {
  private static final String S3 = "aws.endpointUrlS3";

  private final StubServer server;
  private final URI gate;
  private final @Nullable ProxySelector before = ProxySelector.getDefault();
  private final @Nullable String s3Before = System.getProperty(S3);

  private Fence(StubServer server) {
    this.server = server;
    this.gate = URI.create(server.open(""));
  }

  /**
   * @param hosts learns where the buckets of Amazon are, which no option names
   */
  static Fence around(StubServer server, Hosts hosts) {
    var fence = new Fence(server);
    ProxySelector.setDefault(fence);
    System.setProperty(S3, hosts.place("https://s3.amazonaws.com"));
    return fence;
  }

  @Override
  public List<Proxy> select(URI uri) {
    String scheme = String.valueOf(uri.getScheme());
    if (!scheme.matches("(?i)https?") || isLoopback(String.valueOf(uri.getHost()))) {
      return List.of(Proxy.NO_PROXY);
    }
    if (scheme.equalsIgnoreCase("https")) {
      // Its request would come as a tunnel, which says no more than the host.
      Address.of(uri.toString()).ifPresent(server::strayed);
    }
    return List.of(
        new Proxy(Proxy.Type.HTTP, new InetSocketAddress(gate.getHost(), gate.getPort())));
  }

  private static boolean isLoopback(String host) {
    try {
      return host.equals("localhost")
          || (host.matches("[0-9.]+|\\[.*\\]") && InetAddress.getByName(host).isLoopbackAddress());
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException why) {
    // The link hears of it and says so.
  }

  @Override
  public void close() {
    ProxySelector.setDefault(before);
    if (s3Before == null) {
      System.clearProperty(S3);
    } else {
      System.setProperty(S3, s3Before);
    }
  }
}
