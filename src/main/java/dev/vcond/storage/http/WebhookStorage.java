package dev.vcond.storage.http;

import dev.vcond.storage.Storage;
import dev.vcond.storage.StorageType;
import dev.vcond.vcon.Vcon;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Posts each vCon to addresses that only take. Thread-safe. */
public final class WebhookStorage implements Storage {
  private final List<URI> urls;
  private final Endpoint endpoint;

  private WebhookStorage(List<URI> urls, Endpoint endpoint) {
    this.urls = urls;
    this.endpoint = endpoint;
  }

  /** The registration of {@code storage.webhook}. */
  public static StorageType<WebhookOptions> type() {
    return new StorageType<>(
        "storage.webhook",
        "Posts each vCon to one or more addresses.",
        WebhookGuide.SETUP,
        WebhookGuide.EXAMPLE,
        WebhookOptions.class,
        WebhookStorage.class,
        (options, setup) ->
            new WebhookStorage(
                options.webhookUrls(),
                new Endpoint(options.settings(), options.gzip(), setup.clock())));
  }

  /** One that fails does not keep the document from the others. */
  @Override
  public void save(Vcon vcon) throws Exception {
    @Nullable Exception first = null;
    for (URI url : urls) {
      try {
        endpoint.post(url, vcon);
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  /** Whether somebody answers: what a GET means to a webhook is not known. */
  @Override
  public void check() throws Exception {
    for (URI url : urls) {
      HttpResponse<byte[]> answer = endpoint.probe(url);
      int status = answer.statusCode();
      if (status == 401 || status == 403 || status / 100 == 5) {
        throw endpoint.fault(answer);
      }
    }
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
