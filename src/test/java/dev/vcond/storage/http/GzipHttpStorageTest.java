package dev.vcond.storage.http;

import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageSetup;
import java.net.InetSocketAddress;
import java.util.Optional;

class GzipHttpStorageTest extends HttpStorageTest {
  @Override
  protected Storage open(Optional<InetSocketAddress> service, StorageSetup setup) throws Exception {
    return HttpStorage.type().opener().open(options(url(service.orElseThrow()), true), setup);
  }
}
