package dev.vcond.storage.http;

import dev.vcond.request.Addresses;
import dev.vcond.storage.Deletable;
import dev.vcond.storage.Readable;
import dev.vcond.storage.ServiceFault;
import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageType;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.UUID;

/** Keeps vCons behind an HTTP API that takes, gives and deletes them. Thread-safe. */
public final class HttpStorage implements Storage, Readable, Deletable {
  private static final String DOCUMENTS = "/vcons";

  private final URI base;
  private final Endpoint endpoint;
  private final Envelope envelope;

  /** How a document lies in the answer to a GET. */
  @FunctionalInterface
  interface Envelope {
    byte[] open(byte[] answer) throws IOException;
  }

  HttpStorage(URI base, Endpoint endpoint, Envelope envelope) {
    this.base = base;
    this.endpoint = endpoint;
    this.envelope = envelope;
  }

  /** The registration of {@code storage.http}. */
  public static StorageType<HttpOptions> type() {
    return new StorageType<>(
        "storage.http",
        "Sends each vCon to an HTTP API, which can give it back and delete it.",
        HttpGuide.SETUP,
        HttpGuide.EXAMPLE,
        HttpOptions.class,
        HttpStorage.class,
        (options, setup) ->
            new HttpStorage(
                options.baseUrl(),
                new Endpoint(options.settings(), options.gzip(), setup.clock()),
                answer -> answer));
  }

  @Override
  public void save(Vcon vcon) throws Exception {
    endpoint.post(Addresses.below(base, DOCUMENTS), vcon);
  }

  @Override
  public Optional<byte[]> get(VconId id) throws Exception {
    HttpResponse<byte[]> answer = endpoint.get(document(id));
    return switch (answer.statusCode()) {
      case 200 -> Optional.of(envelope.open(answer.body()));
      case 404, 410 -> Optional.empty();
      default -> throw endpoint.fault(answer);
    };
  }

  @Override
  public boolean delete(VconId id) throws Exception {
    HttpResponse<byte[]> answer = endpoint.delete(document(id));
    return switch (answer.statusCode()) {
      case 200, 202, 204 -> true;
      case 404, 410 -> false;
      default -> throw endpoint.fault(answer);
    };
  }

  private URI document(VconId id) {
    return Addresses.below(base, DOCUMENTS + "/" + id.canonical());
  }

  /** Asks for a document that cannot be there: writing one would leave it with the service. */
  @Override
  public void check() throws Exception {
    VconId nobody = VconId.parse(UUID.randomUUID().toString()).orElseThrow();
    if (get(nobody).isPresent()) {
      throw new ServiceFault(
          Addresses.shown(base)
              + " answers with a document for an id that nobody stored. Correct `base_url`.");
    }
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
