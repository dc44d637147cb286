package dev.vcond.storage.postgres;

import static java.util.Objects.requireNonNull;

import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageSetup;
import dev.vcond.testkit.StorageContract;
import dev.vcond.testserver.TestPostgres;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class TextPostgresStorageTest extends StorageContract {
  private @Nullable TestPostgres postgres;

  @Override
  protected Optional<InetSocketAddress> startService() throws Exception {
    postgres = TestPostgres.freshDatabase();
    return Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), postgres.port()));
  }

  @Override
  protected Storage open(Optional<InetSocketAddress> service, StorageSetup setup) throws Exception {
    return PostgresOptionsBuilder.at(requireNonNull(postgres))
        .port(service.orElseThrow().getPort())
        .column(ColumnType.TEXT)
        .open(setup);
  }
}
