package dev.vcond.storage.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vcond.storage.DocumentFault;
import dev.vcond.storage.ServiceFault;
import dev.vcond.storage.TransientFault;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sorts answers by their status (RFC 9110 section 15) into what happens next. */
record StatusFault(HttpResponse<byte[]> response, InstantSource clock) {
  private static final int LONGEST_EXCERPT = 200;

  /** For a document that was posted: some answers blame the document. */
  Exception onPost() {
    int status = response.statusCode();
    return switch (status) {
      case 401, 403 -> service("Correct `api_key` or `headers`, or the rights of their owner.");
      case 404, 405, 410 -> service("Correct the address.");
      case 408, 425, 429 -> temporary();
      default ->
          switch (status / 100) {
            case 3 -> service(redirected());
            case 4 -> new DocumentFault(told());
            case 5 -> temporary();
            default -> service("This is no answer of such an API.");
          };
    };
  }

  /** For reading and deleting, where no document is to blame. */
  Exception otherwise() {
    return switch (onPost()) {
      case DocumentFault _ -> service("This is no answer of such an API.");
      case Exception other -> other;
    };
  }

  private ServiceFault service(String advice) {
    return new ServiceFault(told() + " " + advice);
  }

  private TransientFault temporary() {
    return new TransientFault(told(), retryAfter().orElse(null), null);
  }

  private String redirected() {
    String target = response.headers().firstValue("Location").orElse("an address it does not name");
    return "It redirects to " + target.replaceFirst("[?#].*", "") + ": set that as the address.";
  }

  private String told() {
    String excerpt = excerpt(response.body());
    return "%s %s answered %d%s."
        .formatted(
            response.request().method(),
            Addresses.shown(response.request().uri()),
            response.statusCode(),
            excerpt.isEmpty() ? "" : " (" + excerpt + ")");
  }

  /** One line of what a service says; it may say anything. */
  private static String excerpt(byte @Nullable [] body) {
    String text =
        body == null
            ? ""
            : new String(body, UTF_8).replaceAll("[\\p{Cntrl}\\s\\ufffd]+", " ").strip();
    return text.length() <= LONGEST_EXCERPT ? text : text.substring(0, LONGEST_EXCERPT) + "...";
  }

  /** Seconds, or a date (RFC 9110 section 10.2.3). */
  private Optional<Duration> retryAfter() {
    return response.headers().firstValue("Retry-After").map(String::strip).flatMap(this::parse);
  }

  private Optional<Duration> parse(String text) {
    if (text.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant until = DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
      Duration left = Duration.between(clock.instant(), until);
      return Optional.of(left.isNegative() ? Duration.ZERO : left);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
