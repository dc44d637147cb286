package dev.vcond.storage.http;

import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageSetup;
import dev.vcond.testkit.StorageContract;
import dev.vcond.testserver.TestHttpApi;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;

class WebhookStorageTest extends StorageContract {
  private final TestHttpApi api = TestHttpApi.start();

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
    URI hook = URI.create(HttpStorageTest.url(service.orElseThrow()) + "/hook");
    var options = new WebhookOptions(List.of(hook), Map.of(), Duration.ofSeconds(20), false, null);
    return WebhookStorage.type().opener().open(options, setup);
  }
}
