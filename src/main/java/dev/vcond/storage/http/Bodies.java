package dev.vcond.storage.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Bodies of requests and answers, none of them without bounds. */
final class Bodies {
  /** How the JDK's client begins to tell of a body beyond its limit. */
  static final String TOO_LARGE = "body exceeds capacity";

  private Bodies() {}

  /** A whole body; an IOException if it is larger. */
  static BodyHandler<byte[]> limited(long most) {
    return BodyHandlers.limiting(BodyHandlers.ofByteArray(), most);
  }

  /** The first bytes of a body, for messages. */
  static BodyHandler<byte[]> beginning() {
    return _ -> new Beginning();
  }

  /**
   * Keeps the beginning. The rest is read and thrown away as long as it is small, so that the
   * connection can be used again; then the connection is given up.
   */
  private static final class Beginning implements BodySubscriber<byte[]> {
    private static final int KEPT = 2_048;
    private static final int READ = 1 << 20;

    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private Flow.@Nullable Subscription subscription;
    private long seen;

    @Override
    public CompletionStage<byte[]> getBody() {
      return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        seen += buffer.remaining();
        while (buffer.hasRemaining() && kept.size() < KEPT) {
          kept.write(buffer.get());
        }
      }
      Flow.Subscription given = subscription;
      if (seen > READ && given != null) {
        given.cancel();
        body.complete(kept.toByteArray());
      }
    }

    @Override
    public void onError(Throwable failure) {
      body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      body.complete(kept.toByteArray());
    }
  }
}
