package dev.vcond.testserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/** A real server of the S3 protocol on loopback that verifies signatures; objects in memory. */
public final class TestS3 implements AutoCloseable {
  public static final String KEY = "local-key";
  public static final String SECRET = "local-secret";

  private final S3Proxy server;

  private TestS3(S3Proxy server) {
    this.server = server;
  }

  /** Starts one with a bucket of this name. */
  public static TestS3 start(String bucket) throws Exception {
    var store = new TransientNio2BlobStore();
    store.createContainer(bucket);
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(store)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, KEY, SECRET)
            .build();
    server.start();
    return new TestS3(server);
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort());
  }

  @Override
  public void close() throws IOException {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
