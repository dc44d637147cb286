package dev.vcond.request;

import dev.vcond.config.Secret;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What requests bear and no message may show. Immutable. */
record Secrets(List<String> texts) {
  /** Anything shorter would be found everywhere. */
  private static final int SHORTEST = 4;

  static Secrets of(@Nullable Secret apiKey, Map<String, Secret> headers) {
    Stream<Secret> keys = apiKey == null ? Stream.of() : Stream.of(apiKey);
    return new Secrets(
        Stream.concat(keys, headers.values().stream())
            .flatMap(secret -> parts(secret.reveal()))
            .distinct()
            .sorted((one, other) -> other.length() - one.length())
            .toList());
  }

  /** The whole, and what stands behind a scheme such as Bearer. */
  private static Stream<String> parts(String secret) {
    String behind = secret.substring(secret.indexOf(' ') + 1).strip();
    return Stream.of(secret, behind).filter(part -> part.length() >= SHORTEST);
  }

  String hide(String text) {
    String hidden = text;
    for (String secret : texts) {
      hidden = hidden.replace(secret, "***");
    }
    return hidden;
  }
}
