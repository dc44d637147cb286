package dev.vcond.storage.postgres;

import dev.vcond.config.OnOversize;
import dev.vcond.storage.Batching;
import dev.vcond.storage.Compressing;
import dev.vcond.storage.Deletable;
import dev.vcond.storage.DocumentFault;
import dev.vcond.storage.PartStore;
import dev.vcond.storage.Pooled;
import dev.vcond.storage.ServiceFault;
import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageSetup;
import dev.vcond.storage.StorageType;
import dev.vcond.storage.TransientFault;
import dev.vcond.vcon.NotJsonException;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps each vCon as a row of a table. The package tells how. Thread-safe. */
public final class PostgresStorage
    implements Storage, Deletable, Batching, Compressing, PartStore, Pooled {
  private final InstantSource clock;
  private final Connections connections;
  private final SqlFaults faults;
  private final boolean compresses;
  private final TablePreparation preparation;
  private final PartTable parts;
  private final ReentrantLock preparing = new ReentrantLock();
  private volatile @Nullable Statements known;

  private PostgresStorage(PostgresOptions options, StorageSetup setup) throws SQLException {
    this.clock = setup.clock();
    this.faults = new SqlFaults(options);
    this.compresses = setup.onOversize() == OnOversize.COMPRESS;
    this.preparation = new TablePreparation(options, compresses, faults);
    this.parts = new PartTable(options);
    this.connections = new Connections(options, setup.name());
  }

  /** The registration of {@code storage.postgres}. */
  public static StorageType<PostgresOptions> type() {
    return new StorageType<>(
        "storage.postgres",
        "Keeps each vCon as a row of a Postgres table.",
        PostgresGuide.SETUP,
        PostgresGuide.EXAMPLE,
        PostgresOptions.class,
        PostgresStorage.class,
        PostgresStorage::new);
  }

  /** What is done with a connection and the statements for the table. */
  @FunctionalInterface
  private interface Work<T> {
    T on(Connection connection, Statements statements) throws SQLException;
  }

  @Override
  public void save(Vcon vcon) throws Exception {
    saveAll(List.of(vcon));
  }

  @Override
  public void saveAll(List<Vcon> vcons) throws Exception {
    store(Group.whole(vcons, clock.instant()), Statements::upsert);
  }

  @Override
  public void saveCompressed(Vcon vcon) throws Exception {
    var rows = List.of(Group.Row.compressed(vcon));
    if (!compresses) {
      throw new ServiceFault("The table was not prepared for compressed documents.");
    }
    store(new Group(rows, clock.instant()), Statements::upsertCompressed);
  }

  private void store(Group group, Function<Statements, String> upsert) throws Exception {
    run((connection, statements) -> {
      group.store(connection, statements, upsert.apply(statements));
      return true;
    });
  }

  @Override
  public Optional<byte[]> get(VconId id) throws Exception {
    return run((connection, statements) -> {
      try (PreparedStatement select = connection.prepareStatement(statements.select())) {
        select.setObject(1, id.uuid());
        try (ResultSet rows = select.executeQuery()) {
          return rows.next() ? document(rows) : Optional.empty();
        }
      }
    });
  }

  private static Optional<byte[]> document(ResultSet row) throws SQLException {
    byte[] gzip = row.getBytes(2);
    try {
      return Optional.ofNullable(gzip == null ? row.getBytes(1) : Gzip.unpack(gzip));
    } catch (IOException e) {
      throw new SQLException("The compressed document cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public boolean delete(VconId id) throws Exception {
    return run((connection, statements) -> {
      try (PreparedStatement delete = connection.prepareStatement(statements.delete())) {
        delete.setObject(1, id.uuid());
        return delete.executeUpdate() > 0;
      }
    });
  }

  /** Writes a row and takes it back: a user who may only read must not pass. */
  @Override
  public void check() throws Exception {
    Group probe = Group.whole(List.of(probe()), clock.instant());
    run((connection, statements) -> {
      connection.setAutoCommit(false);
      try {
        probe.store(connection, statements, statements.upsert());
        return true;
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    });
  }

  private static Vcon probe() throws NotJsonException {
    VconId id = VconId.parse(UUID.randomUUID().toString()).orElseThrow();
    return Vcon.read(id, new byte[] {'{', '}'});
  }

  @Override
  public void putPart(VconId id, String version, int number, ByteBuffer bytes) throws Exception {
    run((connection, _) -> {
      parts.put(connection, id, version, number, bytes);
      return true;
    });
  }

  @Override
  public Optional<byte[]> getPart(VconId id, String version, int number) throws Exception {
    return run((connection, _) -> parts.get(connection, id, version, number));
  }

  @Override
  public Set<String> partVersions(VconId id) throws Exception {
    return run((connection, _) -> parts.versions(connection, id));
  }

  @Override
  public void deleteParts(VconId id, String version) throws Exception {
    run((connection, _) -> {
      parts.delete(connection, id, version);
      return true;
    });
  }

  @Override
  public PoolState pool() {
    return connections.state();
  }

  @Override
  public void close() {
    connections.close();
  }

  private <T> T run(Work<T> work) throws Exception {
    try (Connection connection = connections.take()) {
      return run(work, connection, prepared(connection));
    } catch (SQLException e) {
      throw faults.explain(e);
    }
  }

  /** Whatever goes wrong with the table, the document that comes first is not to blame. */
  private Statements prepared(Connection connection) throws Exception {
    try {
      return statements(connection);
    } catch (SQLException e) {
      Exception fault = faults.explain(e);
      throw fault instanceof DocumentFault
          ? new TransientFault(String.valueOf(fault.getMessage()), null, e)
          : fault;
    }
  }

  private <T> T run(Work<T> work, Connection connection, Statements statements) throws Exception {
    try {
      return work.on(connection, statements);
    } catch (SQLException e) {
      if (SqlFaults.tableChanged(e)) {
        known = null;
        throw faults.tableChanged(e, preparation.name());
      }
      throw e;
    }
  }

  /** Looked up once, by one caller, however many start at the same time. */
  private Statements statements(Connection connection)
      throws SQLException, ServiceFault, InterruptedException {
    Statements prepared = known;
    if (prepared != null) {
      return prepared;
    }
    preparing.lockInterruptibly();
    try {
      prepared = known;
      if (prepared == null) {
        prepared = preparation.prepare(connection);
        known = prepared;
      }
      return prepared;
    } finally {
      preparing.unlock();
    }
  }
}
