package dev.vcond.storage.http;

import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageSetup;
import dev.vcond.testkit.StorageContract;
import dev.vcond.testserver.TestHttpApi;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;

class McpStorageTest extends StorageContract {
  private final TestHttpApi api =
      TestHttpApi.start("{\"success\": true, \"notes\": [{\"vcon\": 1}], \"vcon\": %s }");

  @Override
  protected Optional<InetSocketAddress> startService() {
    return Optional.of(api.address());
  }

  @AfterAll
  void stopService() {
    api.close();
  }

  @Override
  protected Storage open(Optional<InetSocketAddress> service, StorageSetup setup) throws Exception {
    var options =
        new McpOptions(
            HttpStorageTest.url(service.orElseThrow()), null, Duration.ofSeconds(20), null);
    return McpStorage.type().opener().open(options, setup);
  }

  /** This server does, unlike the real one. */
  @Override
  protected boolean keepsAll() {
    return true;
  }

  /** Blanks around the document are not the document's any more once it is a member. */
  @Override
  protected boolean keepsBytes() {
    return false;
  }
}
