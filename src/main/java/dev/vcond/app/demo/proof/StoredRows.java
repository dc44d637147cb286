package dev.vcond.app.demo.proof;

import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rows that the Postgres storage wrote, read without it. Used by one thread. */
final class StoredRows implements AutoCloseable {
  /** For people. */
  static final String WHERE = "row";

  private static final int FETCH = 1_000;

  private final Connection connection;
  private final String table;

  /**
   * @param url for JDBC, with the user in it
   * @param table its name, which is trusted
   */
  StoredRows(String url, String table) throws SQLException {
    this.connection = DriverManager.getConnection(url);
    this.table = table;
  }

  /** One row: the document as {@code jsonb} shows it, and the moment of its creation. */
  record Row(String document, Optional<Instant> createdAt) {}

  /** Whether the table is there; it is made at the first save. */
  private boolean exists() throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
      select.setString(1, table);
      try (ResultSet found = select.executeQuery()) {
        return found.next() && found.getBoolean(1);
      }
    }
  }

  /** The rows of these vCons, by id in lower case. */
  Map<String, Row> read(Collection<String> ids) throws SQLException {
    if (!exists()) {
      return Map.of();
    }
    String sql =
        "SELECT uuid::text, data::text, created_at FROM %s WHERE uuid = ANY (?)".formatted(table);
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      Array wanted = connection.createArrayOf("uuid", ids.toArray());
      select.setArray(1, wanted);
      Map<String, Row> rows = new HashMap<>();
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          rows.put(
              found.getString(1),
              new Row(
                  found.getString(2),
                  Optional.ofNullable(found.getObject(3, OffsetDateTime.class))
                      .map(OffsetDateTime::toInstant)));
        }
      }
      return rows;
    }
  }

  /** The ids of all rows that belong to none of these. */
  List<String> strangers(Collection<String> ids) throws SQLException {
    Set<String> known = new HashSet<>();
    ids.forEach(id -> known.add(id.toLowerCase(Locale.ROOT)));
    List<String> strangers = new ArrayList<>();
    if (!exists()) {
      return strangers;
    }
    connection.setAutoCommit(false); // otherwise the driver reads all rows at once
    try (Statement select = connection.createStatement()) {
      select.setFetchSize(FETCH);
      try (ResultSet found = select.executeQuery("SELECT uuid::text FROM " + table)) {
        while (found.next()) {
          if (!known.contains(found.getString(1))) {
            strangers.add(found.getString(1));
          }
        }
      }
    }
    connection.setAutoCommit(true);
    return strangers;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
