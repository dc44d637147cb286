package dev.vcond.storage.http;

import dev.vcond.config.ByteSize;
import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageSetup;
import dev.vcond.testkit.StorageContract;
import dev.vcond.testserver.TestHttpApi;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;

class HttpStorageTest extends StorageContract {
  private final TestHttpApi api = TestHttpApi.start();

  @Override
  protected Optional<InetSocketAddress> startService() {
    return Optional.of(api.address());
  }

  @AfterAll
  void stopService() {
    api.close();
  }

  static URI url(InetSocketAddress address) {
    return URI.create(
        "http://%s:%d/api".formatted(address.getAddress().getHostAddress(), address.getPort()));
  }

  static HttpOptions options(URI url, boolean gzip) {
    return new HttpOptions(
        url, null, Duration.ofSeconds(20), Map.of(), gzip, null, ByteSize.parse("64MiB"));
  }

  @Override
  protected Storage open(Optional<InetSocketAddress> service, StorageSetup setup) throws Exception {
    return HttpStorage.type().opener().open(options(url(service.orElseThrow()), false), setup);
  }
}
