package dev.vcond.storage.http;

import dev.vcond.config.ByteSize;
import dev.vcond.config.InvalidOption;
import dev.vcond.config.Option;
import dev.vcond.config.Secret;
import dev.vcond.request.Addresses;
import dev.vcond.request.Requests;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options of {@code storage.http}. */
public record HttpOptions(
    @Option(
            value =
                "Address of the API; documents go to `/vcons` below it. User and password do not"
                    + " belong in it.",
            example = "https://vcons.example.com/api")
        URI baseUrl,
    @Option(
            value = "Sent as `Authorization: Bearer`.",
            example = "${file:/etc/vcond/api-key}",
            secret = true)
        @Nullable Secret apiKey,
    @Option(value = "How long one request may take.", defaultValue = "30", example = "5s")
        Duration timeout,
    @Option(value = "Further headers of each request.", example = "{X-Tenant: acme}", secret = true)
        Map<String, Secret> headers,
    @Option(
            value = "Whether bodies are sent with `Content-Encoding: gzip`.",
            defaultValue = "false")
        boolean gzip,
    @Option(
            value = "Certificates of the authorities that are trusted, in PEM. Absent: Java's own.",
            example = "/etc/vcond/api-ca.pem")
        @Nullable Path caFile,
    @Option(value = "The largest document that is read back.", defaultValue = "256MiB")
        ByteSize maxResponse) {

  public HttpOptions {
    Addresses.check("base_url", baseUrl);
    Addresses.check(headers);
    Addresses.checkKey(apiKey);
    Addresses.checkTimeout(timeout);
    if (maxResponse.bytes() < 1) {
      throw new InvalidOption("max_response", "expected a size of at least 1B", "");
    }
  }

  Requests.Settings settings() {
    return new Requests.Settings(apiKey, headers, timeout, caFile, maxResponse.bytes());
  }
}
