package dev.vcond.config;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that must have been made in a test.
 *
 * @param count how many must fit; null: one or more
 */
public record TrialRequest(
    @Option(value = "The address, written as in `http`.", example = "https://crm.example/hook")
        String url,
    @Option(value = "Its method; without it any.", example = "POST") @Nullable String method,
    @Option(value = "How often; without it once or more.", example = "1") @Nullable Integer count,
    @Option(
            value = "Values in the JSON of its body, by JSON Pointer.",
            example = "{/subject: hello}")
        Map<String, ConfigValue> pointers,
    @Option(
            value = "jq filters whose first output for the JSON of its body must be true.",
            example = "['.parties | length == 2']")
        List<String> jq) {

  public TrialRequest {
    checkUrl(url);
    if (count != null && count < 0) {
      throw new InvalidOption("count", "cannot be negative", "");
    }
    pointers.keySet().forEach(pointer -> TrialExpectation.checkPointer("pointers", pointer));
  }

  static void checkUrl(String url) {
    String without = url.endsWith("*") ? url.substring(0, url.length() - 1) : url;
    try {
      URI uri = URI.create(without);
      if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("(?i)https?")) {
        return;
      }
    } catch (IllegalArgumentException _) {
      // Said below.
    }
    throw new InvalidOption("url", "expected an address that begins with http:// or https://", "");
  }
}
