package dev.vcond.link.webhook;

import dev.vcond.config.EgressFormat;
import dev.vcond.config.InvalidOption;
import dev.vcond.config.Misnomer;
import dev.vcond.config.Option;
import dev.vcond.config.Secret;
import dev.vcond.link.Doubtful;
import dev.vcond.request.Addresses;
import dev.vcond.request.Requests;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The options of {@code links.webhook}. */
@Misnomer(
    value = {"url", "webhook_url"},
    means = "webhook-urls",
    instead = "Write webhook-urls: [https://example.com/hook].")
@Misnomer(value = "method", instead = "Remove it: the request is always a POST.")
@Misnomer(
    value = "include_vcon",
    instead = "Remove it: the vCon is always the body of the request.")
@Misnomer(value = "auth_header", instead = "Write headers: {Authorization: 'Bearer ${TOKEN}'}.")
@Misnomer(value = "api_token", instead = "Write headers: {x-conserver-api-token: '${TOKEN}'}.")
public record WebhookOptions(
    @Option(
            value =
                "Addresses that get each vCon, one after the other. User and password in one are"
                    + " sent as `Authorization: Basic`.",
            name = "webhook-urls",
            aliases = "webhook_urls",
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
            value = "Certificates of the authorities that are trusted, in PEM. Absent: Java's own.",
            example = "/etc/vcond/hook-ca.pem")
        @Nullable Path caFile,
    @Option(
            value =
                "The format of what is posted: `current` or `0.0.1`. Absent:"
                    + " `EGRESS_FORMAT_VERSION`, or current.",
            aliases = "egress_format_version",
            defaultValue = "current")
        EgressFormat egressFormat)
    implements Doubtful {

  /** The key changes with every document, and bodies are sent as they are. */
  private static final Set<String> OURS = Set.of("idempotency-key", "content-encoding");

  public WebhookOptions {
    webhookUrls.forEach(url -> Addresses.checkPlace("webhook-urls", url));
    headers.forEach((name, value) -> {
      Addresses.checkSendable(name, value);
      if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
        throw new InvalidOption("headers." + name, "is set by vcond itself", "remove it");
      }
    });
    Addresses.checkTimeout(timeout);
  }

  @Override
  public List<Doubt> doubts() {
    return webhookUrls.isEmpty()
        ? List.of(
            new Doubt(
                "webhook-urls",
                "there is no address: the link posts nothing, and every vCon goes on",
                "Write webhook-urls: [https://example.com/hook]."))
        : List.of();
  }

  Requests.Settings settings() {
    return new Requests.Settings(null, headers, timeout, caFile, 0);
  }
}
