package dev.vcond.storage.postgres;

import dev.vcond.vcon.VconId;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.postgresql.util.ByteStreamWriter;

/**
 * The table {@code <table>_parts} for parts of large documents, made when the first part comes.
 * Thread-safe.
 */
final class PartTable {
  private static final int LONGEST_NAME = 63;
  private static final String SUFFIX = "_parts";
  private static final String NO_SUCH_TABLE = "42P01";

  private final String name;
  private volatile boolean there;

  PartTable(PostgresOptions options) {
    String table = options.table();
    int most = LONGEST_NAME - SUFFIX.length();
    // A longer name would be cut by the server, and could then be that of the documents' table.
    this.name =
        Table.quotedName(
            options.schema(), table.substring(0, Math.min(table.length(), most)) + SUFFIX);
  }

  void put(Connection connection, VconId id, String version, int number, ByteBuffer bytes)
      throws SQLException {
    make(connection);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO %s (uuid, version, number, data) VALUES (?, ?, ?, ?)".formatted(name)
                + " ON CONFLICT (uuid, version, number) DO UPDATE SET data = EXCLUDED.data")) {
      bind(insert, id, version, number);
      insert.setObject(4, ByteStreamWriter.of(bytes.duplicate()));
      insert.executeUpdate();
    }
  }

  private void make(Connection connection) throws SQLException {
    if (there) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TABLE IF NOT EXISTS %s
          (uuid uuid NOT NULL, version text NOT NULL, number int NOT NULL, data bytea NOT NULL,
           PRIMARY KEY (uuid, version, number))
          """
              .formatted(name));
    } catch (SQLException e) {
      if (!existsNow(connection)) {
        throw e;
      }
    }
    there = true;
  }

  /** Two instances that make it at the same moment: the second one fails, and all is well. */
  private boolean existsNow(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("SELECT to_regclass(?)")) {
      query.setString(1, name);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() && rows.getString(1) != null;
      }
    }
  }

  Optional<byte[]> get(Connection connection, VconId id, String version, int number)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT data FROM %s WHERE uuid = ? AND version = ? AND number = ?".formatted(name))) {
      bind(select, id, version, number);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? Optional.ofNullable(rows.getBytes(1)) : Optional.empty();
      }
    } catch (SQLException e) {
      return ifThereIsNoTable(e, Optional.empty());
    }
  }

  Set<String> versions(Connection connection, VconId id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT DISTINCT version FROM %s WHERE uuid = ?".formatted(name))) {
      select.setObject(1, id.uuid());
      try (ResultSet rows = select.executeQuery()) {
        Set<String> versions = new HashSet<>();
        while (rows.next()) {
          versions.add(rows.getString(1));
        }
        return versions;
      }
    } catch (SQLException e) {
      return ifThereIsNoTable(e, Set.of());
    }
  }

  void delete(Connection connection, VconId id, String version) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM %s WHERE uuid = ? AND version = ?".formatted(name))) {
      delete.setObject(1, id.uuid());
      delete.setString(2, version);
      delete.executeUpdate();
    } catch (SQLException e) {
      ifThereIsNoTable(e, 0);
    }
  }

  private static void bind(PreparedStatement statement, VconId id, String version, int number)
      throws SQLException {
    statement.setObject(1, id.uuid());
    statement.setString(2, version);
    statement.setInt(3, number);
  }

  private static <T> T ifThereIsNoTable(SQLException e, T answer) throws SQLException {
    if (NO_SUCH_TABLE.equals(e.getSQLState())) {
      return answer;
    }
    throw e;
  }
}
