package dev.vcond.storage.postgres;

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
record Group(List<Vcon> vcons, Instant storedAt) {

  /** Binds the documents to an upsert of {@link Statements} and runs it. */
  void store(Connection connection, Statements statements) throws SQLException {
    int count = vcons.size();
    UUID[] ids = new UUID[count];
    Integer[] at = new Integer[count];
    Integer[] sizes = new Integer[count];
    @Nullable String[] created = new String[count];
    @Nullable String[] subjects = new String[count];
    int next = 1; // SQL counts from one
    for (int i = 0; i < count; i++) {
      Vcon vcon = vcons.get(i);
      ids[i] = vcon.id().uuid();
      at[i] = next;
      sizes[i] = vcon.size();
      created[i] = created(vcon, statements);
      subjects[i] = vcon.subject().map(Group::withoutNul).orElse(null);
      next = Math.addExact(next, vcon.size());
    }
    try (PreparedStatement upsert = connection.prepareStatement(statements.upsert())) {
      upsert.setObject(1, new Bytes(vcons, next - 1));
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
  private record Bytes(List<Vcon> vcons, int length) implements ByteStreamWriter {
    @Override
    public int getLength() {
      return length;
    }

    @Override
    public void writeTo(ByteStreamTarget target) throws IOException {
      OutputStream out = target.getOutputStream();
      for (Vcon vcon : vcons) {
        vcon.writeTo(out);
      }
    }
  }
}
