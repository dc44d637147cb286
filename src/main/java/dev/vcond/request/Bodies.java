package dev.vcond.request;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Bodies of requests and answers, none of them without bounds. */
public final class Bodies {
  /** How the JDK's client begins to tell of a body beyond its limit. */
  static final String TOO_LARGE = "body exceeds capacity";

  private Bodies() {}

  /** A body that is read from a new stream at each attempt, with its length and without a copy. */
  public static BodyPublisher streamed(Supplier<? extends InputStream> content, long size) {
    // With a length: some services refuse bodies whose end they only learn when it comes.
    return size == 0
        ? BodyPublishers.noBody()
        : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(content), size);
  }

  /** A whole body; an IOException if it is larger. */
  static BodyHandler<byte[]> limited(long most) {
    return BodyHandlers.limiting(BodyHandlers.ofByteArray(), most);
  }

  /** A whole body that is wanted, and the beginning of one that only explains a failure. */
  static BodyHandler<byte[]> wanted(long most) {
    return info ->
        info.statusCode() / 100 == 2 ? limited(most).apply(info) : beginning().apply(info);
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
