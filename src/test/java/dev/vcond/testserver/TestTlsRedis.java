package dev.vcond.testserver;

import dev.vcond.app.embedded.EmbeddedRedis;
import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A real Redis that speaks TLS on a second port. */
public final class TestTlsRedis implements AutoCloseable {
  private final EmbeddedRedis server = TestRedis.start();
  private final int port;

  /**
   * Starts it.
   *
   * @param own the certificate it shows
   * @param clients the authority of the certificates that clients have to show, if they have to
   */
  public TestTlsRedis(TestCertificate own, Optional<Path> clients) throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    RedisClient client = RedisClient.create(server.url());
    try {
      client
          .connect()
          .sync()
          .configSet(
              Map.of(
                  "tls-cert-file",
                  own.pem().toString(),
                  "tls-key-file",
                  own.key().toString(),
                  "tls-ca-cert-file",
                  clients.orElse(own.pem()).toString(),
                  "tls-auth-clients",
                  clients.isPresent() ? "yes" : "no",
                  "tls-port",
                  Integer.toString(port)));
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
  }

  /** The port with TLS. */
  public int port() {
    return port;
  }

  /** The address without TLS. */
  public String plain() {
    return server.url();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
