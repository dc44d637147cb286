package dev.vcond.storage.file;

import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageSetup;
import dev.vcond.testkit.StorageContract;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

final class PrettyFileStorageTest extends StorageContract {
  @TempDir private Path folder;

  @Override
  protected Optional<InetSocketAddress> startService() {
    return Optional.empty();
  }

  @Override
  protected Storage open(Optional<InetSocketAddress> service, StorageSetup setup) throws Exception {
    return FileOptionsBuilder.in(folder).dated(false).pretty().open();
  }

  @Override
  protected boolean keepsBytes() {
    return false;
  }
}
