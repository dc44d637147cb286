package com.example;

import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageSetup;
import dev.vcond.testkit.StorageContract;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;

/** The contract: what every storage has to keep, with a service that goes away and comes back. */
class WebDavStorageTest extends StorageContract {
  private WebDavServer server;

  @Override
  protected Optional<InetSocketAddress> startService() throws Exception {
    server = new WebDavServer();
    return Optional.of(server.address());
  }

  @Override
  protected Storage open(Optional<InetSocketAddress> service, StorageSetup setup) throws Exception {
    InetSocketAddress at = service.orElseThrow();
    URI url = URI.create("http://%s:%d/vcons".formatted(at.getHostString(), at.getPort()));
    return WebDavStorage.type().opener().open(new WebDavOptions(url, null), setup);
  }

  @AfterAll
  void stopServer() {
    server.close();
  }
}
