package dev.vcond.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One answer of a service in a test. */
public record TrialAnswer(
    @Option(value = "The status of the answer, 200 to 599.", defaultValue = "200", example = "503")
        int status,
    @Option(value = "Headers of the answer.", example = "{Retry-After: '1'}")
        Map<String, String> headers,
    @Option(
            value = "Its body: a text, or YAML that is sent as JSON.",
            example = "{\"verdict\": \"good\"}")
        @Nullable ConfigValue body,
    @Option(value = "Instead of `body`, a file that holds it.", example = "samples/answer.json")
        @Nullable Path file,
    @Option(value = "How long the service takes, to test a time-out.", example = "5s")
        @Nullable Duration delay) {

  public TrialAnswer {
    if (status < 200 || status > 599) {
      throw new InvalidOption("status", "expected a status from 200 to 599", "");
    }
    if (body != null && file != null) {
      throw new InvalidOption("file", "is given beside body", "Keep one of them.");
    }
    if (delay != null && delay.isNegative()) {
      throw new InvalidOption("delay", "cannot be negative", "");
    }
  }
}
