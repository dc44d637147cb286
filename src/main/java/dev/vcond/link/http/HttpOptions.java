package dev.vcond.link.http;

import dev.vcond.answer.AnswerForm;
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

/** The options of {@code links.http}. */
public record HttpOptions(
    @Option(
            value = "Address that gets each vCon. User and password do not belong in it.",
            example = "https://nlp.example.com/summaries")
        URI url,
    @Option(
            value = "Sent as `Authorization: Bearer`.",
            example = "${file:/etc/vcond/nlp-key}",
            secret = true)
        @Nullable Secret apiKey,
    @Option(value = "Further headers of each request.", example = "{X-Tenant: acme}", secret = true)
        Map<String, Secret> headers,
    @Option(value = "How long one request may take.", defaultValue = "30", example = "5s")
        Duration timeout,
    @Option(
            value = "What comes back: the `vcon`, or an `envelope` that says what is to be done.",
            defaultValue = "vcon",
            example = "envelope")
        AnswerForm answer,
    @Option(
            value = "Certificates of the authorities that are trusted, in PEM. Absent: Java's own.",
            example = "/etc/vcond/nlp-ca.pem")
        @Nullable Path caFile,
    @Option(value = "The largest answer that is taken.", defaultValue = "256MiB")
        ByteSize maxResponse) {

  public HttpOptions {
    Addresses.check("url", url);
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
