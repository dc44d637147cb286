package dev.vcond.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sorts answers by their status (RFC 9110 section 15) into what happens next.
 *
 * @param hide takes secrets out of what the service said
 */
record Refusal(HttpResponse<byte[]> response, InstantSource clock, UnaryOperator<String> hide) {
  private static final int LONGEST_EXCERPT = 200;

  /** For a body that was posted: some answers blame the body. */
  RequestFailed onPost() {
    int status = response.statusCode();
    return switch (status) {
      case 401, 403 -> service("Correct `api_key` or `headers`, or the rights of their owner.");
      case 404, 405, 410 -> service("Correct the address.");
      case 408, 425, 429 -> temporary();
      default ->
          switch (status / 100) {
            case 3 -> service(redirected());
            case 4 -> new RequestFailed(Blame.BODY, told(), null);
            case 5 -> temporary();
            default -> service("This is no answer of such an API.");
          };
    };
  }

  /** For reading and deleting, where no body is to blame. */
  RequestFailed otherwise() {
    RequestFailed failed = onPost();
    return failed.blame() == Blame.BODY ? service("This is no answer of such an API.") : failed;
  }

  private RequestFailed service(String advice) {
    return new RequestFailed(Blame.SERVICE, told() + " " + advice, null);
  }

  private RequestFailed temporary() {
    return new RequestFailed(Blame.MOMENT, told(), retryAfter().orElse(null), null);
  }

  private String redirected() {
    String target = response.headers().firstValue("Location").orElse("an address it does not name");
    return "It redirects to "
        + hide.apply(target.replaceFirst("[?#].*", ""))
        + ": set that as the address.";
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
  private String excerpt(byte @Nullable [] body) {
    String text =
        body == null
            ? ""
            : hide.apply(new String(body, UTF_8)).replaceAll("[\\p{Cntrl}\\s\\ufffd]+", " ");
    String line = text.strip();
    return line.length() <= LONGEST_EXCERPT ? line : line.substring(0, LONGEST_EXCERPT) + "...";
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
