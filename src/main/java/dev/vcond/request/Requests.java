package dev.vcond.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vcond.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Makes requests and says what came of them. An interrupt ends a call. Thread-safe. */
public final class Requests implements AutoCloseable {
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

  /** The client's own time-outs say better what there was no time for, so they come first. */
  private static final Duration LATER = Duration.ofMillis(250);

  /** How often a request may meet a connection that the service had closed while it was idle. */
  private static final int MOST_IDLE = 3;

  /**
   * What a request needs, whatever its address.
   *
   * @param apiKey sent as {@code Authorization: Bearer}
   * @param timeout of one request, from connecting to the last byte of the answer
   * @param caFile the authorities that are trusted, in PEM; null: Java's own
   * @param maxResponse the largest answer that is taken, in bytes
   */
  public record Settings(
      @Nullable Secret apiKey,
      Map<String, Secret> headers,
      Duration timeout,
      @Nullable Path caFile,
      long maxResponse) {}

  private final Settings settings;
  private final Secrets secrets;
  private final InstantSource clock;
  private final HttpClient client;

  /**
   * Opens a client with connections of its own.
   *
   * @param clock what dates in {@code Retry-After} are compared with
   * @throws IOException if the file of authorities cannot be used; the message names it
   */
  public Requests(Settings settings, InstantSource clock)
      throws IOException, GeneralSecurityException {
    this.settings = settings;
    this.secrets = Secrets.of(settings.apiKey, settings.headers);
    this.clock = clock;
    var builder =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(
                settings.timeout.compareTo(LONGEST_CONNECT) < 0
                    ? settings.timeout
                    : LONGEST_CONNECT);
    if (settings.caFile != null) {
      builder.sslContext(Authorities.context(settings.caFile));
    }
    this.client = builder.build();
  }

  /** A request with the headers of the settings; user and password of the address become one. */
  public HttpRequest.Builder to(URI url) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(withoutUser(url)).timeout(settings.timeout);
    if (url.getScheme().equalsIgnoreCase("http")) {
      // Without TLS the client would ask for an upgrade to HTTP/2 that many servers stumble over.
      request.version(HttpClient.Version.HTTP_1_1);
    }
    request.header("User-Agent", "vcond");
    if (url.getRawUserInfo() != null) {
      String user = URLDecoder.decode(url.getRawUserInfo().replace("+", "%2B"), UTF_8);
      request.header(
          "Authorization", "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8)));
    }
    if (settings.apiKey != null) {
      request.setHeader("Authorization", "Bearer " + settings.apiKey.reveal());
    }
    settings.headers.forEach((name, value) -> request.setHeader(name, value.reveal()));
    return request;
  }

  private static URI withoutUser(URI url) {
    String user = url.getRawUserInfo();
    return user == null ? url : URI.create(url.toString().replaceFirst("//[^/?#]*@", "//"));
  }

  /** Sends a request whose answer counts by its status; of the body only the beginning is kept. */
  public HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws RequestFailed, InterruptedException {
    return send(request, Bodies.beginning());
  }

  /** Sends a request whose answer is wanted whole, if it is a success. */
  public HttpResponse<byte[]> fetch(HttpRequest.Builder request)
      throws RequestFailed, InterruptedException {
    return send(request, Bodies.wanted(settings.maxResponse));
  }

  /** What an answer to a body that was sent means, which is no success. */
  public RequestFailed refused(HttpResponse<byte[]> response) {
    return new Refusal(response, clock, secrets::hide).onPost();
  }

  /** What an answer to a request without a body means, which was not expected. */
  public RequestFailed unexpected(HttpResponse<byte[]> response) {
    return new Refusal(response, clock, secrets::hide).otherwise();
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request, BodyHandler<byte[]> handler)
      throws RequestFailed, InterruptedException {
    HttpRequest ready = request.build();
    for (int idle = 0; ; idle++) {
      try {
        return exchange(ready, handler);
      } catch (IOException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedException("The call was interrupted.");
        }
        if (String.valueOf(e.getMessage()).contains(Bodies.TOO_LARGE)) {
          throw tooLarge(ready.uri(), e);
        }
        if (idle == MOST_IDLE || !ConnectionTrouble.wasIdle(e)) {
          throw ConnectionTrouble.explain(e, ready.uri());
        }
      }
    }
  }

  /** The time-out of the client's own ends with the headers of the answer. */
  private HttpResponse<byte[]> exchange(HttpRequest request, BodyHandler<byte[]> handler)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, handler);
    try {
      return answer.get(settings.timeout.plus(LATER).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      HttpTimeoutException late = new HttpTimeoutException("the answer did not end");
      late.initCause(e);
      throw late;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private RequestFailed tooLarge(URI url, IOException e) {
    return new RequestFailed(
        Blame.MOMENT,
        "%s: the answer has more than max_response (%,d bytes)."
            .formatted(Addresses.shown(url), settings.maxResponse),
        e);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
