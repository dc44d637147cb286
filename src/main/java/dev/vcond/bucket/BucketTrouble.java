package dev.vcond.bucket;

import dev.vcond.request.Blame;
import dev.vcond.request.RequestFailed;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Sorts what the service and its SDK say, and says what an operator has to do. */
final class BucketTrouble {
  private static final Set<String> CREDENTIALS =
      Set.of(
          "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "ExpiredToken",
          "InvalidToken",
          "TokenRefreshRequired");

  private static final Set<String> BODY =
      Set.of("EntityTooLarge", "MetadataTooLarge", "KeyTooLongError", "BadDigest");

  private static final Set<String> MOMENT =
      Set.of(
          "SlowDown", "RequestTimeout", "InternalError", "ServiceUnavailable", "OperationAborted");

  private final BucketSettings settings;

  BucketTrouble(BucketSettings settings) {
    this.settings = settings;
  }

  /** The exception to throw instead of this one. */
  RequestFailed explain(Exception e) throws InterruptedException {
    if (Thread.currentThread().isInterrupted()) {
      // The SDK clears the flag or reports an abort, by the place that the interrupt met.
      throw new InterruptedException("The call was interrupted.");
    }
    return e instanceof S3Exception answer ? answered(answer) : notAnswered(e);
  }

  private RequestFailed answered(S3Exception e) {
    String code = code(e);
    if (MOMENT.contains(code) || e.statusCode() / 100 == 5 || e.statusCode() == 429) {
      return new RequestFailed(Blame.MOMENT, told(e), retryAfter(e), e);
    }
    if (BODY.contains(code)) {
      return new RequestFailed(Blame.BODY, told(e), e);
    }
    return new RequestFailed(Blame.SERVICE, told(e) + advice(e.statusCode(), code), e);
  }

  private static String code(S3Exception e) {
    return e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
        ? ""
        : e.awsErrorDetails().errorCode();
  }

  private String advice(int status, String code) {
    if (CREDENTIALS.contains(code)) {
      return " Correct %s and %s.".formatted(advice().accessKey(), advice().secretKey());
    }
    if (code.equals("NoSuchBucket") || status == 404) {
      return " Make the bucket, or correct `%s`, `%s` or `endpoint_url`."
          .formatted(advice().bucket(), advice().region());
    }
    if (status == 401 || status == 403) {
      return " The key needs " + advice().permissions() + ".";
    }
    if (status / 100 == 3 || code.equals("AuthorizationHeaderMalformed")) {
      return " Correct `%s`.".formatted(advice().region());
    }
    return "";
  }

  private BucketSettings.Advice advice() {
    return settings.advice();
  }

  private String told(S3Exception e) {
    String message = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorMessage();
    return "%s answered %d %s%s."
        .formatted(
            settings.where(),
            e.statusCode(),
            code(e),
            message == null || message.isBlank() ? "" : " (" + withoutDot(message) + ")");
  }

  private static String withoutDot(String message) {
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }

  private static @Nullable Duration retryAfter(S3Exception e) {
    return e.awsErrorDetails() == null || e.awsErrorDetails().sdkHttpResponse() == null
        ? null
        : e.awsErrorDetails()
            .sdkHttpResponse()
            .firstMatchingHeader("Retry-After")
            .filter(text -> text.matches("\\d{1,6}"))
            .map(text -> Duration.ofSeconds(Long.parseLong(text)))
            .orElse(null);
  }

  private RequestFailed notAnswered(Exception e) {
    String message = root(e);
    if (String.valueOf(e.getMessage()).contains("Unable to load credentials")) {
      return new RequestFailed(
          Blame.SERVICE,
          settings.where()
              + ": no credentials were found. Set %s and %s, or give the machine a role."
                  .formatted(advice().accessKey(), advice().secretKey()),
          e);
    }
    return new RequestFailed(Blame.MOMENT, settings.where() + ": " + message, e);
  }

  private static String root(Throwable e) {
    String text = e.getClass().getSimpleName();
    for (@Nullable Throwable at = e; at != null; at = at.getCause()) {
      if (at.getMessage() != null && !at.getMessage().isBlank()) {
        text = at.getMessage();
      }
    }
    return text;
  }
}
