package dev.vcond.storage.postgres;

import dev.vcond.storage.Gzipped;
import dev.vcond.vcon.Vcon;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.ByteStreamWriter;

/**
 * Documents that one statement stores. Their bytes go over the wire one behind the other as a
 * single parameter, without a copy here; the server cuts them apart. So the statement's text is the
 * same for a group of any size and stays prepared.
 */
record Group(List<Row> rows, Instant storedAt) {

  /** A document and the bytes that are stored for it. */
  record Row(Vcon vcon, int size, Body body) {
    /** Writes the bytes in one go. */
    interface Body {
      void writeTo(OutputStream out) throws IOException;
    }

    static Row whole(Vcon vcon) {
      return new Row(vcon, vcon.size(), vcon::writeTo);
    }

    static Row compressed(Vcon vcon) throws IOException {
      Gzipped gzip = Gzipped.of(vcon);
      return new Row(vcon, gzip.size(), gzip::writeTo);
    }
  }

  /** Whole documents. */
  static Group whole(List<Vcon> vcons, Instant storedAt) {
    return new Group(vcons.stream().map(Row::whole).toList(), storedAt);
  }

  /** Binds the documents to an upsert of {@link Statements} and runs it. */
  void store(Connection connection, Statements statements, String sql) throws SQLException {
    int count = rows.size();
    UUID[] ids = new UUID[count];
    Integer[] at = new Integer[count];
    Integer[] sizes = new Integer[count];
    @Nullable String[] created = new String[count];
    @Nullable String[] subjects = new String[count];
    int next = 1; // SQL counts from one
    for (int i = 0; i < count; i++) {
      Row row = rows.get(i);
      Vcon vcon = row.vcon;
      ids[i] = vcon.id().uuid();
      at[i] = next;
      sizes[i] = row.size;
      created[i] = created(vcon, statements);
      subjects[i] = vcon.subject().map(Group::withoutNul).orElse(null);
      next = Math.addExact(next, row.size);
    }
    try (PreparedStatement upsert = connection.prepareStatement(sql)) {
      upsert.setObject(1, new Bytes(rows, next - 1));
      upsert.setString(2, storedAt.toString());
      upsert.setArray(3, connection.createArrayOf("uuid", ids));
      upsert.setArray(4, connection.createArrayOf("int4", at));
      upsert.setArray(5, connection.createArrayOf("int4", sizes));
      upsert.setArray(6, connection.createArrayOf("text", created));
      upsert.setArray(7, connection.createArrayOf("text", subjects));
      upsert.executeUpdate();
    }
  }

  private @Nullable String created(Vcon vcon, Statements statements) {
    String created =
        statements.createdAsWritten()
            ? vcon.createdAt().map(Group::withoutNul).orElse(null)
            : vcon.createdAtTime().map(OffsetDateTime::toString).orElse(null);
    return created == null && statements.createdRequired() ? storedAt.toString() : created;
  }

  /** A text of Postgres cannot hold the character; the document itself has it in escaped form. */
  private static String withoutNul(String text) {
    return text.indexOf('\0') < 0 ? text : text.replace("\0", "");
  }

  /** The documents one behind the other. */
  private record Bytes(List<Row> rows, int length) implements ByteStreamWriter {
    @Override
    public int getLength() {
      return length;
    }

    @Override
    public void writeTo(ByteStreamTarget target) throws IOException {
      OutputStream out = target.getOutputStream();
      for (Row row : rows) {
        row.body.writeTo(out);
      }
    }
  }
}
