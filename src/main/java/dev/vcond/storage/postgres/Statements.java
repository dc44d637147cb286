package dev.vcond.storage.postgres;

import dev.vcond.storage.StorageMetadata;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The SQL for a table as it is. Immutable.
 *
 * @param upsertCompressed for documents that arrive compressed; empty if no column takes them
 * @param select the document, then its compressed form if the table has a column for it
 * @param createdRequired whether a document without a date gets the time of storing instead
 * @param createdAsWritten whether the text of created_at is stored and not the moment it means
 */
record Statements(
    String upsert,
    String upsertCompressed,
    String select,
    String delete,
    boolean createdRequired,
    boolean createdAsWritten) {

  /** The document's slice of the one parameter that holds all of a group. */
  private static final String BYTES = "substring(p.packed FROM d.at FOR d.size)";

  private static final String FROM =
      """
      FROM (SELECT ?::bytea AS packed, ?::text AS stored) AS p,
           unnest(?::uuid[], ?::int[], ?::int[], ?::text[], ?::text[])
             AS d (id, at, size, created, subject)
      """;

  static Statements of(Table table, boolean vconServer, ColumnType wanted) {
    String key = vconServer ? "id" : "uuid";
    Map<String, String> values = values(table, vconServer, wanted);
    return new Statements(
        upsert(table, key, values),
        table.gzipColumn().map(gzip -> upsert(table, key, compressed(values, gzip))).orElse(""),
        select(table, key, vconServer),
        "DELETE FROM %s WHERE %s".formatted(table.name(), isKey(table, key)),
        table.column("created_at").map(Column::required).orElse(false),
        table.column("created_at").map(Column::type).filter(Statements::isText).isPresent());
  }

  /** The columns to fill with the expressions that fill them. */
  private static Map<String, String> values(Table table, boolean vconServer, ColumnType wanted) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Column column : table.columns()) {
      String value =
          switch (column.name()) {
            case "id" -> vconServer ? "d.id" : "";
            case "uuid" -> "d.id";
            case "data" -> vconServer ? "" : document(column);
            case "vcon" -> vconServer ? document(column) : "";
            // Beside the text it is a second copy, and may stay away for documents it cannot hold.
            case "vcon_json" ->
                !vconServer || (wanted == ColumnType.TEXT && table.has("vcon"))
                    ? ""
                    : document(column);
            case "created_at" -> "d.created";
            case "stored_at", "updated_at" -> "p.stored";
            case "storage_version" -> "'" + StorageMetadata.VERSION + "'";
            case "subject" -> "d.subject";
            case Table.DATA_GZIP, Table.VCON_GZIP -> "NULL";
            default -> "";
          };
      if (!value.isEmpty()) {
        values.put(column.name(), "(%s)::%s".formatted(value, column.type()));
      }
    }
    return values;
  }

  /** The document goes to one column, and those of its other forms are emptied. */
  private static Map<String, String> compressed(Map<String, String> values, Column gzip) {
    Map<String, String> changed = new LinkedHashMap<>(values);
    for (String name : List.of("data", "vcon", "vcon_json")) {
      changed.computeIfPresent(name, (_, _) -> "NULL");
    }
    changed.put(gzip.name(), BYTES);
    return changed;
  }

  private static String document(Column column) {
    return column.type().equals("bytea") ? BYTES : "convert_from(%s, 'UTF8')".formatted(BYTES);
  }

  private static String upsert(Table table, String key, Map<String, String> values) {
    String columns = values.keySet().stream().map(Table::quoted).collect(Collectors.joining(", "));
    String updates =
        values.keySet().stream()
            .filter(column -> !column.equals(key))
            .map(column -> "%1$s = EXCLUDED.%1$s".formatted(Table.quoted(column)))
            .collect(Collectors.joining(", "));
    return "INSERT INTO %s (%s)\nSELECT %s\n%sON CONFLICT (%s) DO UPDATE SET %s"
        .formatted(table.name(), columns, String.join(", ", values.values()), FROM, key, updates);
  }

  private static String select(Table table, String key, boolean vconServer) {
    List<String> documents = vconServer ? List.of("vcon", "vcon_json") : List.of("data");
    String document =
        documents.stream()
            .flatMap(name -> table.column(name).stream())
            .map(Statements::asBytes)
            .collect(Collectors.joining(", "));
    String gzip = table.gzipColumn().map(Column::name).orElse("NULL");
    return "SELECT coalesce(%s), %s FROM %s WHERE %s"
        .formatted(document, gzip, table.name(), isKey(table, key));
  }

  /** Text arrives as UTF-8; a bytea would come twice as long, in hexadecimal digits. */
  private static String asBytes(Column column) {
    return column.type().equals("bytea") ? column.name() : column.name() + "::text";
  }

  private static String isKey(Table table, String key) {
    String type = table.column(key).map(Column::type).orElse("uuid");
    return "%s = (?::uuid)::%s".formatted(key, type);
  }

  private static boolean isText(String type) {
    return type.equals("text") || type.startsWith("character");
  }
}
