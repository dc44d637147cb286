package dev.vcond.storage.postgres;

import java.util.Locale;

/** The type of the column with the document, in a table that vcond makes. */
public enum ColumnType {
  /**
   * Can be searched; keeps the JSON value (of duplicate members the last), refuses {@code \u0000}.
   */
  JSONB,
  /** Keeps every byte and can be searched slowly. */
  JSON,
  /** Keeps every byte and everything that a vCon may hold. */
  TEXT;

  /** The name of the type in SQL. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
