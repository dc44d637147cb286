package dev.vcond.storage.http;

import dev.vcond.config.InvalidOption;
import dev.vcond.config.Misnomer;
import dev.vcond.config.Option;
import dev.vcond.config.Secret;
import dev.vcond.request.Addresses;
import dev.vcond.request.Requests;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options of {@code storage.webhook}. */
@Misnomer(
    value = {"url", "webhook_url"},
    means = "webhook-urls",
    why = "Addresses stand in a list.",
    instead = "Write webhook-urls: [https://example.com/hook].")
@Misnomer(value = "method", instead = "Remove it: the request is always a POST.")
public record WebhookOptions(
    @Option(
            value = "Addresses that get each document, one after the other.",
            name = "webhook-urls",
            aliases = "webhook_urls",
            required = true,
            example = "[https://example.com/hook]")
        List<URI> webhookUrls,
    @Option(
            value = "Headers of each request.",
            example = "{Authorization: 'Bearer ${TOKEN}'}",
            secret = true)
        Map<String, Secret> headers,
    @Option(value = "How long one request may take.", defaultValue = "30", example = "5s")
        Duration timeout,
    @Option(
            value = "Whether bodies are sent with `Content-Encoding: gzip`.",
            defaultValue = "false")
        boolean gzip,
    @Option(
            value = "Certificates of the authorities that are trusted, in PEM. Absent: Java's own.",
            example = "/etc/vcond/hook-ca.pem")
        @Nullable Path caFile) {

  public WebhookOptions {
    if (webhookUrls.isEmpty()) {
      throw new InvalidOption(
          "webhook-urls", "expected at least one address", "write [https://example.com/hook]");
    }
    webhookUrls.forEach(url -> Addresses.check("webhook-urls", url));
    Addresses.check(headers);
    Addresses.checkTimeout(timeout);
  }

  Requests.Settings settings() {
    return new Requests.Settings(null, headers, timeout, caFile, 0);
  }
}
