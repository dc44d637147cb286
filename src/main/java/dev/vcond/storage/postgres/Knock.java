package dev.vcond.storage.postgres;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether the server lets us in, once for all who ask at the same time: a thousand
 * callers who all knock would use up the server's connections. Thread-safe.
 */
final class Knock {
  private final DataSource server;
  private final AtomicReference<@Nullable CompletableFuture<Boolean>> underWay =
      new AtomicReference<>();

  Knock(DataSource server) {
    this.server = server;
  }

  /**
   * Returns if a connection could be opened.
   *
   * @throws SQLException in the server's own words, or that nobody answered
   */
  void now() throws SQLException, InterruptedException {
    while (!once()) {
      // The one who knocked for us was interrupted; somebody else does it now.
    }
  }

  private boolean once() throws SQLException, InterruptedException {
    CompletableFuture<Boolean> mine = new CompletableFuture<>();
    CompletableFuture<Boolean> other = underWay.compareAndExchange(null, mine);
    if (other != null) {
      return outcome(other);
    }
    try {
      server.getConnection().close();
      mine.complete(true);
    } catch (SQLException e) {
      if (!Thread.currentThread().isInterrupted()) {
        mine.completeExceptionally(e);
      }
      throw e;
    } finally {
      underWay.set(null);
      mine.complete(false);
    }
    return true;
  }

  private static boolean outcome(CompletableFuture<Boolean> knock)
      throws SQLException, InterruptedException {
    try {
      return knock.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SQLException same ? same : new SQLException(e.getCause());
    }
  }
}
