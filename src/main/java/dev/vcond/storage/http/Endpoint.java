package dev.vcond.storage.http;

import dev.vcond.config.Secret;
import dev.vcond.storage.Gzipped;
import dev.vcond.storage.TransientFault;
import dev.vcond.vcon.Vcon;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes requests and turns failures into faults. Thread-safe. */
final class Endpoint implements AutoCloseable {
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

  /** How often a request may meet a connection that the service had closed while it was idle. */
  private static final int MOST_IDLE = 3;

  /** What a request needs, whatever its address. */
  record Settings(
      @Nullable Secret apiKey,
      Map<String, Secret> headers,
      Duration timeout,
      boolean gzip,
      @Nullable Path caFile,
      long maxResponse) {}

  private final Settings settings;
  private final InstantSource clock;
  private final HttpClient client;

  Endpoint(Settings settings, InstantSource clock) throws IOException, GeneralSecurityException {
    this.settings = settings;
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

  /** Posts a document; returns when the service has taken it. */
  void post(URI url, Vcon vcon) throws Exception {
    HttpRequest.Builder request =
        request(url).header("Content-Type", "application/json").POST(body(vcon));
    if (settings.gzip) {
      request.header("Content-Encoding", "gzip");
    }
    Metadata.of(vcon, clock.instant()).forEach(request::header);
    var response = send(request, Bodies.beginning());
    if (response.statusCode() / 100 != 2) {
      throw new StatusFault(response, clock).onPost();
    }
  }

  private BodyPublisher body(Vcon vcon) throws IOException {
    if (settings.gzip) {
      Gzipped gzip = Gzipped.of(vcon);
      return BodyPublishers.fromPublisher(
          BodyPublishers.ofInputStream(gzip::newStream), gzip.size());
    }
    // With a length: some services refuse bodies whose end they only learn when it comes.
    return vcon.size() == 0
        ? BodyPublishers.noBody()
        : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(vcon::newStream), vcon.size());
  }

  /** Gets a resource of a bounded size; the caller looks at the status. */
  HttpResponse<byte[]> get(URI url) throws Exception {
    return send(
        request(url).header("Accept", "application/json").GET(),
        Bodies.limited(settings.maxResponse));
  }

  /** Gets whatever an address answers, for its status alone. */
  HttpResponse<byte[]> probe(URI url) throws Exception {
    return send(request(url).GET(), Bodies.beginning());
  }

  /** Deletes a resource; the caller looks at the status. */
  HttpResponse<byte[]> delete(URI url) throws Exception {
    return send(request(url).DELETE(), Bodies.beginning());
  }

  /** The fault for an answer that was not expected. */
  Exception fault(HttpResponse<byte[]> response) {
    return new StatusFault(response, clock).otherwise();
  }

  private HttpRequest.Builder request(URI url) {
    HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(settings.timeout);
    if (url.getScheme().equalsIgnoreCase("http")) {
      // Without TLS the client would ask for an upgrade to HTTP/2 that many servers stumble over.
      request.version(HttpClient.Version.HTTP_1_1);
    }
    request.header("User-Agent", "vcond");
    if (settings.apiKey != null) {
      request.header("Authorization", "Bearer " + settings.apiKey.reveal());
    }
    settings.headers.forEach((name, value) -> request.setHeader(name, value.reveal()));
    return request;
  }

  private HttpResponse<byte[]> send(
      HttpRequest.Builder request, HttpResponse.BodyHandler<byte[]> handler) throws Exception {
    HttpRequest ready = request.build();
    for (int idle = 0; ; idle++) {
      try {
        return client.send(ready, handler);
      } catch (IOException e) {
        if (String.valueOf(e.getMessage()).contains(Bodies.TOO_LARGE)) {
          throw new TransientFault(
              "%s: the answer has more than max_response (%,d bytes)."
                  .formatted(Addresses.shown(ready.uri()), settings.maxResponse),
              null,
              e);
        }
        if (idle == MOST_IDLE || !ConnectionFault.wasIdle(e)) {
          throw ConnectionFault.explain(e, ready.uri());
        }
      }
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
