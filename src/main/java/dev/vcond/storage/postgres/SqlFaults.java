package dev.vcond.storage.postgres;

import dev.vcond.storage.DocumentFault;
import dev.vcond.storage.ServiceFault;
import dev.vcond.storage.TransientFault;
import java.io.FileNotFoundException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Sorts the driver's exceptions by their SQLSTATE and says what an operator has to do. */
final class SqlFaults {
  private static final String REFUSED_ESCAPE = "22P05";
  private static final String BAD_JSON = "22P02";
  private static final String TOO_LARGE = "54000";
  private static final String CONNECTION_REJECTED = "08004";

  private final PostgresOptions options;

  SqlFaults(PostgresOptions options) {
    this.options = options;
  }

  /** The exception to throw instead of this one. */
  Exception explain(SQLException thrown) {
    if (Thread.currentThread().isInterrupted()) {
      // The driver closes the connection when its thread is interrupted and reports that.
      return new InterruptedException("The call was interrupted.");
    }
    SQLException e = real(thrown);
    String state = state(e);
    return switch (kind(state)) {
      case "22", "23", "54" -> new DocumentFault(document(e, state), e);
      case "28", "3D", "42" -> new ServiceFault(service(e, state), e);
      default ->
          state.equals(CONNECTION_REJECTED) || isDistrust(e)
              ? new ServiceFault(service(e, state), e)
              : new TransientFault(told(e, state), null, e);
    };
  }

  /** Whether the table is not what it was when it was looked at. */
  static boolean tableChanged(SQLException e) {
    return switch (state(e)) {
      // undefined_table, undefined_column, invalid_schema_name, datatype_mismatch
      case "42P01", "42703", "3F000", "42804" -> true;
      default -> false;
    };
  }

  /**
   * The table was dropped or altered while we ran: nothing is wrong that a new look cannot mend.
   */
  Exception tableChanged(SQLException e, String table) {
    return new TransientFault(
        "%s: table %s was changed while vcond ran (%s); it is looked at again."
            .formatted(options.where(), table, words(e)),
        null,
        e);
  }

  /** A fault that an operator has to mend, found without an error of the server. */
  ServiceFault unusable(String what) {
    return new ServiceFault("%s: %s".formatted(options.where(), what));
  }

  /** Behind the pool's "not available" stands why no connection could be opened. */
  private static SQLException real(SQLException thrown) {
    return !(thrown instanceof PSQLException) && thrown.getCause() instanceof SQLException cause
        ? real(cause)
        : thrown;
  }

  private static String state(SQLException e) {
    return String.valueOf(e.getSQLState());
  }

  private static String kind(String state) {
    return state.substring(0, Math.min(2, state.length()));
  }

  /** Whether TLS fails for what is configured here, which no later attempt mends. */
  private static boolean isDistrust(SQLException e) {
    for (@Nullable Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof GeneralSecurityException || at instanceof FileNotFoundException) {
        return true;
      }
    }
    return words(e).contains("could not be verified by hostnameverifier");
  }

  private String told(SQLException e, String state) {
    return "%s: %s (%s).".formatted(options.where(), words(e), state);
  }

  private static String words(SQLException e) {
    ServerErrorMessage server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
    String words = server == null ? e.getMessage() : server.getMessage();
    String text = String.valueOf(words);
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private String document(SQLException e, String state) {
    String advice =
        switch (state) {
          case REFUSED_ESCAPE, BAD_JSON ->
              " Its column of type jsonb cannot hold \\u0000 or half a surrogate pair, which JSON"
                  + " allows. A new table with `column: text` can.";
          case TOO_LARGE ->
              " A jsonb holds texts and lists of up to 255 MB: a table with `column: text`, or"
                  + " `on_oversize: compress` or `split`, takes larger ones.";
          default -> "";
        };
    return "%s refuses the document: %s (%s).%s"
        .formatted(options.where(), words(e), state, advice);
  }

  private String service(SQLException e, String state) {
    String advice =
        switch (state) {
          case "28P01", "28000", CONNECTION_REJECTED ->
              " Check `user`, `password` and `sslmode`, and the server's pg_hba.conf.";
          case "3D000" -> " Create it, or check `database`.";
          case "42501" ->
              " Grant the user what is missing: USAGE on the schema, SELECT, INSERT, UPDATE and"
                  + " DELETE on the table, and CREATE on the schema if vcond is to make the table.";
          case "42P10" -> " The table needs a primary key or unique index on its id alone.";
          default ->
              isDistrust(e)
                  ? " Check `sslrootcert`, `sslcert` and `sslkey`; with `sslmode: verify-full`,"
                      + " `host` must be a name in the server's certificate."
                  : "";
        };
    return told(e, state) + advice;
  }
}
