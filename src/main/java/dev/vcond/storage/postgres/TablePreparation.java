package dev.vcond.storage.postgres;

import dev.vcond.storage.ServiceFault;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the table, and makes it if it is missing. Thread-safe. */
final class TablePreparation {
  private static final Logger log = LoggerFactory.getLogger(TablePreparation.class);

  /**
   * The advisory lock's key ("vcond"). One for all tables: those of one new schema would otherwise
   * make the schema at the same moment.
   */
  private static final long LOCK = 0x76636f6e64L;

  private static final String COLUMNS =
      """
      SELECT attname, format_type(atttypid, NULL),
             attnotnull AND NOT atthasdef AND attidentity = ''
      FROM pg_attribute
      WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped
      ORDER BY attnum
      """;

  private final PostgresOptions options;
  private final boolean compresses;
  private final SqlFaults faults;
  private final String name;
  private volatile boolean wasThere;

  /**
   * @param compresses whether the table needs a column for compressed documents
   */
  TablePreparation(PostgresOptions options, boolean compresses, SqlFaults faults) {
    this.options = options;
    this.compresses = compresses;
    this.faults = faults;
    this.name = Table.quotedName(options.schema(), options.table());
  }

  String name() {
    return name;
  }

  /** The statements for the table as it is; it exists afterwards. */
  Statements prepare(Connection connection) throws SQLException, ServiceFault {
    Table table = look(connection);
    if (!table.exists()) {
      once(connection, this::create);
      table = look(connection);
      if (wasThere) {
        log.warn(
            "{}: table {} was dropped while vcond ran and has been made again, empty. What was"
                + " stored in it is gone: restore it from a backup if that was not meant.",
            options.where(),
            name);
      }
    }
    wasThere = true;
    if (compresses && table.gzipColumn().isEmpty()) {
      Table whole = table;
      once(connection, statement -> addGzip(statement, whole));
      table = look(connection);
    }
    return statements(table);
  }

  /** A change of the table; runs in a transaction that only one instance is in at a time. */
  private interface Change {
    void make(Statement statement) throws SQLException;
  }

  private Table look(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
      query.setString(1, name);
      try (ResultSet rows = query.executeQuery()) {
        List<Column> columns = new ArrayList<>();
        while (rows.next()) {
          columns.add(new Column(rows.getString(1), rows.getString(2), rows.getBoolean(3)));
        }
        return new Table(name, List.copyOf(columns));
      }
    }
  }

  /** IF NOT EXISTS alone fails when two instances start at the same moment. */
  private void once(Connection connection, Change change) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_xact_lock(%d)".formatted(LOCK));
      change.make(statement);
      connection.commit();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private void create(Statement statement) throws SQLException {
    if (options.schema() != null && !schemaExists(statement.getConnection(), options.schema())) {
      statement.execute("CREATE SCHEMA IF NOT EXISTS " + Table.quoted(options.schema()));
    }
    statement.execute("CREATE TABLE IF NOT EXISTS " + name + newColumns());
  }

  /** A row then has its document in one of two columns, so neither can be required. */
  private void addGzip(Statement statement, Table table) throws SQLException {
    statement.execute(
        "ALTER TABLE %s ADD COLUMN IF NOT EXISTS %s bytea"
            .formatted(name, table.isVconServer() ? Table.VCON_GZIP : Table.DATA_GZIP));
    for (String column : List.of("data", "vcon", "vcon_json")) {
      if (table.column(column).map(Column::required).orElse(false)) {
        statement.execute("ALTER TABLE %s ALTER COLUMN %s DROP NOT NULL".formatted(name, column));
      }
    }
  }

  /** CREATE SCHEMA asks for a right on the database even if there is nothing to do. */
  private static boolean schemaExists(Connection connection, String schema) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT 1 FROM pg_namespace WHERE nspname = ?")) {
      query.setString(1, schema);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next();
      }
    }
  }

  private String newColumns() {
    return switch (options.layout()) {
      case AUTO, GUIDE ->
          """
          (uuid uuid PRIMARY KEY, data %s NOT NULL, created_at timestamptz,
           stored_at timestamptz NOT NULL, storage_version text NOT NULL)\
          """
              .formatted(options.column());
      case VCON_SERVER ->
          """
          (id uuid PRIMARY KEY, vcon text, uuid uuid, created_at timestamp NOT NULL,
           updated_at timestamp, subject text, vcon_json jsonb)\
          """;
    };
  }

  private Statements statements(Table table) throws ServiceFault {
    List<String> unknown = table.unknownRequired();
    if (!unknown.isEmpty()) {
      throw faults.unusable(
          "table %s has columns that vcond does not know and that must have a value: %s. Give them a"
                  .formatted(name, String.join(", ", unknown))
              + " default, or use another `table`.");
    }
    boolean vconServer =
        switch (options.layout()) {
          case AUTO -> table.isVconServer();
          case GUIDE -> false;
          case VCON_SERVER -> true;
        };
    if (vconServer ? !table.isVconServer() : !table.isGuide()) {
      throw faults.unusable(
          "table %s has the columns %s, which fit neither layout (uuid, data, ... or id, vcon,"
                  .formatted(name, table.columnNames())
              + " vcon_json, ...) or not the `layout` that is set. Use another `table` or"
              + " `layout`.");
    }
    return Statements.of(table, vconServer, options.column());
  }
}
