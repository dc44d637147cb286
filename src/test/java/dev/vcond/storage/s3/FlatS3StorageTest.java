package dev.vcond.storage.s3;

import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageSetup;
import dev.vcond.testkit.StorageContract;
import dev.vcond.testserver.TestS3;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;

class FlatS3StorageTest extends StorageContract {
  private Optional<TestS3> server = Optional.empty();

  @Override
  protected Optional<InetSocketAddress> startService() throws Exception {
    server = Optional.of(TestS3.start("vcons"));
    return server.map(TestS3::address);
  }

  @AfterAll
  void stopService() throws Exception {
    server.orElseThrow().close();
  }

  @Override
  protected Storage open(Optional<InetSocketAddress> service, StorageSetup setup) throws Exception {
    return S3Storage.type()
        .opener()
        .open(S3OptionsBuilder.at(service.orElseThrow()).build(), setup);
  }
}
