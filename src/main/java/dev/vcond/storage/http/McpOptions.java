package dev.vcond.storage.http;

import dev.vcond.config.ByteSize;
import dev.vcond.config.InvalidOption;
import dev.vcond.config.Misnomer;
import dev.vcond.config.Option;
import dev.vcond.config.Secret;
import dev.vcond.config.StoragePolicy;
import dev.vcond.request.Addresses;
import dev.vcond.request.Requests;
import dev.vcond.storage.PolicyOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options of {@code storage.vcon_mcp}. */
@Misnomer(
    value = "transient_backoff_base_s",
    why = "How long to wait between attempts stands beside the options.",
    instead = "Write retry: {wait: 500ms} there.")
public record McpOptions(
    @Option(
            value = "Address of the server's REST API.",
            defaultValue = "http://127.0.0.1:3000/api/v1")
        URI baseUrl,
    @Option(
            value = "Sent as `Authorization: Bearer`.",
            example = "${file:/etc/vcond/mcp-key}",
            secret = true)
        @Nullable Secret apiKey,
    @Option(value = "How long one request may take.", defaultValue = "30", example = "5s")
        Duration timeout,
    @Option(
            value =
                "How often a failed attempt is repeated: one less than the `max_attempts` of"
                    + " `retry`, which it sets. Absent: as `retry` says.",
            example = "3")
        @Nullable Integer transientRetries)
    implements PolicyOptions {
  private static final int MOST_RETRIES = 99;

  public McpOptions {
    Addresses.check("base_url", baseUrl);
    Addresses.checkTimeout(timeout);
    if (transientRetries != null && (transientRetries < 0 || transientRetries > MOST_RETRIES)) {
      throw new InvalidOption("transient_retries", "expected a number from 0 to 99", "");
    }
  }

  @Override
  public StoragePolicy over(StoragePolicy policy) {
    return transientRetries == null ? policy : policy.withAttempts(transientRetries + 1);
  }

  Requests.Settings settings() {
    return new Requests.Settings(apiKey, Map.of(), timeout, null, new ByteSize(256L << 20).bytes());
  }
}
