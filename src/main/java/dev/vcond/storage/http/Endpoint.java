package dev.vcond.storage.http;

import dev.vcond.request.Bodies;
import dev.vcond.request.RequestFailed;
import dev.vcond.request.Requests;
import dev.vcond.storage.DocumentFault;
import dev.vcond.storage.Gzipped;
import dev.vcond.storage.ServiceFault;
import dev.vcond.storage.TransientFault;
import dev.vcond.vcon.Vcon;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.InstantSource;

/** Makes requests for documents and turns failures into faults. Thread-safe. */
final class Endpoint implements AutoCloseable {
  private final boolean gzip;
  private final InstantSource clock;
  private final Requests requests;

  Endpoint(Requests.Settings settings, boolean gzip, InstantSource clock)
      throws IOException, GeneralSecurityException {
    this.gzip = gzip;
    this.clock = clock;
    this.requests = new Requests(settings, clock);
  }

  /** Posts a document; returns when the service has taken it. */
  void post(URI url, Vcon vcon) throws Exception {
    HttpRequest.Builder request =
        requests.to(url).header("Content-Type", "application/json").POST(body(vcon));
    if (gzip) {
      request.header("Content-Encoding", "gzip");
    }
    Metadata.of(vcon, clock.instant()).forEach(request::header);
    HttpResponse<byte[]> response = faulted(() -> requests.send(request));
    if (response.statusCode() / 100 != 2) {
      throw fault(requests.refused(response));
    }
  }

  private BodyPublisher body(Vcon vcon) throws IOException {
    if (gzip) {
      Gzipped gzipped = Gzipped.of(vcon);
      return Bodies.streamed(gzipped::newStream, gzipped.size());
    }
    return Bodies.streamed(vcon::newStream, vcon.size());
  }

  /** Gets a resource of a bounded size; the caller looks at the status. */
  HttpResponse<byte[]> get(URI url) throws Exception {
    return faulted(() -> requests.fetch(requests.to(url).header("Accept", "application/json")));
  }

  /** Gets whatever an address answers, for its status alone. */
  HttpResponse<byte[]> probe(URI url) throws Exception {
    return faulted(() -> requests.send(requests.to(url)));
  }

  /** Deletes a resource; the caller looks at the status. */
  HttpResponse<byte[]> delete(URI url) throws Exception {
    return faulted(() -> requests.send(requests.to(url).DELETE()));
  }

  /** The fault for an answer that was not expected. */
  Exception fault(HttpResponse<byte[]> response) {
    return fault(requests.unexpected(response));
  }

  private interface Call {
    HttpResponse<byte[]> make() throws RequestFailed, InterruptedException;
  }

  private static HttpResponse<byte[]> faulted(Call call) throws Exception {
    try {
      return call.make();
    } catch (RequestFailed e) {
      throw fault(e);
    }
  }

  private static Exception fault(RequestFailed e) {
    String message = String.valueOf(e.getMessage());
    return switch (e.blame()) {
      case BODY -> new DocumentFault(message, e);
      case SERVICE -> new ServiceFault(message, e);
      case MOMENT -> new TransientFault(message, e.retryAfter().orElse(null), e);
    };
  }

  @Override
  public void close() {
    requests.close();
  }
}
