package com.example;

import dev.vcond.storage.Deletable;
import dev.vcond.storage.DocumentFault;
import dev.vcond.storage.Readable;
import dev.vcond.storage.ServiceFault;
import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageType;
import dev.vcond.storage.TransientFault;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps each vCon as {@code <id>.json} in a folder of a web server that takes PUT and DELETE. One
 * instance per entry under {@code storages}, called by many threads at once.
 *
 * <p>No retry, no time-out of a call, no logging of failures: vcond does that around every storage,
 * and it can only do it if exceptions come through.
 */
public final class WebDavStorage implements Storage, Readable, Deletable {
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final WebDavOptions options;

  private WebDavStorage(WebDavOptions options) {
    this.options = options;
  }

  /** The registration; vcond looks for this method in the class that a configuration names. */
  public static StorageType<WebDavOptions> type() {
    return new StorageType<>(
        WebDavStorage.class.getName(),
        "Keeps each vCon as a file on a web server that takes PUT and DELETE.",
        "The folder must be there. With nginx: `dav_methods PUT DELETE; client_max_body_size"
            + " 100m;`",
        WebDavOptions.class,
        WebDavStorage.class,
        (options, _) -> new WebDavStorage(options));
  }

  @Override
  public void save(Vcon vcon) throws Exception {
    HttpRequest.Builder put =
        request(file(vcon.id()))
            .header("Content-Type", "application/vcon+json")
            .PUT(BodyPublishers.ofByteArray(vcon.copyBytes()));
    HttpResponse<byte[]> answer = send(put);
    if (!isSuccess(answer)) {
      throw fault(answer);
    }
  }

  /** Empty only if the server says that it is not there; never because something went wrong. */
  @Override
  public Optional<byte[]> get(VconId id) throws Exception {
    HttpResponse<byte[]> answer = send(request(file(id)).GET());
    return switch (answer.statusCode()) {
      case 200 -> Optional.of(answer.body());
      case 404, 410 -> Optional.empty();
      default -> throw fault(answer);
    };
  }

  @Override
  public boolean delete(VconId id) throws Exception {
    HttpResponse<byte[]> answer = send(request(file(id)).DELETE());
    return switch (answer.statusCode()) {
      case 200, 202, 204 -> true;
      case 404, 410 -> false;
      default -> throw fault(answer);
    };
  }

  /** Writes a file and removes it: a server that only reads would let anything else pass. */
  @Override
  public void check() throws Exception {
    URI probe = options.url().resolve("vcond-check.tmp");
    HttpResponse<byte[]> answer = send(request(probe).PUT(BodyPublishers.ofString("{}")));
    if (!isSuccess(answer)) {
      throw fault(answer);
    }
    send(request(probe).DELETE());
  }

  /** The canonical form: ids in upper and in lower case are the same document. */
  private URI file(VconId id) {
    return options.url().resolve(id.canonical() + ".json");
  }

  private HttpRequest.Builder request(URI uri) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (options.token() != null) {
      request.header("Authorization", "Bearer " + options.token().reveal());
    }
    return request;
  }

  /** Ends at once with InterruptedException when vcond's time-out for the attempt is over. */
  private HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpRequest ready = request.build();
    try {
      return client.send(ready, BodyHandlers.ofByteArray());
    } catch (ConnectException e) {
      // Java's own has no text at all, and this one stands in the log and on the dead-letter list.
      throw new IOException("cannot connect to " + ready.uri().getAuthority(), e);
    }
  }

  private static boolean isSuccess(HttpResponse<?> answer) {
    return answer.statusCode() / 100 == 2;
  }

  /** Which kind it is decides what vcond does: give up, alarm, or try again. */
  private static Exception fault(HttpResponse<?> answer) {
    String said =
        "%s %s answered %d".formatted(answer.request().method(), answer.uri(), answer.statusCode());
    return switch (answer.statusCode()) {
      case 400, 413, 415, 422 -> new DocumentFault(said);
      case 401, 403 -> new ServiceFault(said + ": the token is missing, wrong or lacks rights");
      case 404, 405, 409 ->
          new ServiceFault(said + ": is the folder there, and may it be written to?");
      case 507 -> new ServiceFault(said + ": its disk is full");
      case 429, 503 -> new TransientFault(said, retryAfter(answer), null);
      default -> new IOException(said);
    };
  }

  private static Duration retryAfter(HttpResponse<?> answer) {
    return answer
        .headers()
        .firstValue("Retry-After")
        .filter(value -> value.matches("\\d{1,6}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
        .orElse(null);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
