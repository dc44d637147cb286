package dev.vcond.queue;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the Sentinels now and then who the master is. The client itself asks them only when it
 * connects, and an old master that is cut off from the Sentinels, but not from us, keeps its
 * connections open and takes writes that nobody will ever see. Without Sentinels it does nothing.
 * Used by one thread.
 */
final class MasterWatch {
  private static final Logger log = LoggerFactory.getLogger(MasterWatch.class);

  private final RedisClient client;
  private final RedisURI uri;
  private @Nullable CompletableFuture<StatefulRedisSentinelConnection<String, String>> sentinel;
  private @Nullable CompletableFuture<SocketAddress> asked;
  private @Nullable String known;

  MasterWatch(RedisClient client, RedisURI uri) {
    this.client = client;
    this.uri = uri;
  }

  /** Whether the last answer named another master than the one before. Asks again; never waits. */
  boolean changed() {
    if (uri.getSentinels().isEmpty()) {
      return false;
    }
    CompletableFuture<SocketAddress> last = asked;
    if (last == null) {
      ask();
      return false;
    }
    if (!last.isDone()) {
      return false;
    }
    boolean changed = false;
    if (last.isCompletedExceptionally()) {
      log.debug("No Sentinel says who the master is.", last.exceptionNow());
      leave();
    } else if (last.resultNow() != null) {
      changed = note(shown(last.resultNow()));
    }
    ask();
    return changed;
  }

  private boolean note(String master) {
    String before = known;
    known = master;
    if (before == null || before.equals(master)) {
      return false;
    }
    log.info(
        "Redis failed over: the Sentinels name {} as the master, before it was {}.",
        master,
        before);
    return true;
  }

  private static String shown(SocketAddress address) {
    return address instanceof InetSocketAddress at
        ? at.getHostString() + ":" + at.getPort()
        : address.toString();
  }

  private void ask() {
    try {
      if (sentinel == null) {
        sentinel = client.connectSentinelAsync(StringCodec.UTF8, uri);
      }
      asked =
          sentinel
              .thenCompose(open -> open.async().getMasterAddrByName(uri.getSentinelMasterId()))
              .toCompletableFuture();
    } catch (RuntimeException e) {
      // The client is closing.
      asked = CompletableFuture.failedFuture(e);
    }
  }

  /** The next one to answer may be another. */
  private void leave() {
    if (sentinel != null) {
      var _ =
          sentinel.thenAccept(open -> {
            var _ = open.closeAsync();
          });
      sentinel = null;
    }
  }
}
