package dev.vcond.storage.s3;

import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageSetup;
import java.net.InetSocketAddress;
import java.util.Optional;

class DatedS3StorageTest extends FlatS3StorageTest {
  @Override
  protected Storage open(Optional<InetSocketAddress> service, StorageSetup setup) throws Exception {
    S3OptionsBuilder options =
        S3OptionsBuilder.at(service.orElseThrow())
            .with("s3_path", "/calls/")
            .with("aws_bucket", "vcons");
    return S3Storage.type().opener().open(options.build(), setup);
  }
}
