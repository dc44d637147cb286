package dev.vcond.storage.postgres;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table's name and what is known of its columns. Immutable. */
record Table(String name, List<Column> columns) {
  /** Where a document lies that is stored compressed; vcond adds the column when it is needed. */
  static final String DATA_GZIP = "data_gzip";

  /** The same in the layout of vcon-server. */
  static final String VCON_GZIP = "vcon_gzip";

  /** What vcond can fill; any other column must get along without it. */
  private static final Set<String> KNOWN =
      Set.of(
          "id",
          "uuid",
          "data",
          "vcon",
          "vcon_json",
          DATA_GZIP,
          VCON_GZIP,
          "created_at",
          "stored_at",
          "updated_at",
          "storage_version",
          "subject");

  /** The name as SQL has it. */
  static String quotedName(@Nullable String schema, String table) {
    return schema == null ? quoted(table) : quoted(schema) + "." + quoted(table);
  }

  /** An identifier that means exactly these characters. */
  static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  boolean exists() {
    return !columns.isEmpty();
  }

  Optional<Column> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  boolean has(String... names) {
    return Set.of(names).stream().allMatch(name -> column(name).isPresent());
  }

  boolean isVconServer() {
    return has("id") && (has("vcon") || has("vcon_json"));
  }

  Optional<Column> gzipColumn() {
    return column(isVconServer() ? VCON_GZIP : DATA_GZIP);
  }

  boolean isGuide() {
    return has("uuid", "data");
  }

  /** Columns that every insert would fail for. */
  List<String> unknownRequired() {
    return columns.stream()
        .filter(column -> column.required() && !KNOWN.contains(column.name()))
        .map(Column::name)
        .toList();
  }

  String columnNames() {
    return columns.stream().map(Column::name).collect(Collectors.joining(", "));
  }
}
