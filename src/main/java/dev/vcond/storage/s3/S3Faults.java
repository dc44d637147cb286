package dev.vcond.storage.s3;

import dev.vcond.storage.DocumentFault;
import dev.vcond.storage.ServiceFault;
import dev.vcond.storage.TransientFault;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Sorts what the service and its SDK say, and says what an operator has to do. */
final class S3Faults {
  private static final Set<String> CREDENTIALS =
      Set.of(
          "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "ExpiredToken",
          "InvalidToken",
          "TokenRefreshRequired");

  private static final Set<String> DOCUMENT =
      Set.of("EntityTooLarge", "MetadataTooLarge", "KeyTooLongError", "BadDigest");

  private static final Set<String> TRANSIENT =
      Set.of(
          "SlowDown", "RequestTimeout", "InternalError", "ServiceUnavailable", "OperationAborted");

  private final S3Options options;

  S3Faults(S3Options options) {
    this.options = options;
  }

  /** The exception to throw instead of this one. */
  Exception explain(SdkException e) {
    if (Thread.currentThread().isInterrupted()) {
      // The SDK clears the flag or reports an abort, by the place that the interrupt met.
      return new InterruptedException("The call was interrupted.");
    }
    return e instanceof S3Exception answer ? answered(answer) : notAnswered(e);
  }

  private Exception answered(S3Exception e) {
    String code = code(e);
    if (TRANSIENT.contains(code) || e.statusCode() / 100 == 5 || e.statusCode() == 429) {
      return new TransientFault(told(e), retryAfter(e), e);
    }
    if (DOCUMENT.contains(code)) {
      return new DocumentFault(told(e), e);
    }
    return new ServiceFault(told(e) + advice(e.statusCode(), code), e);
  }

  private static String code(S3Exception e) {
    return e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
        ? ""
        : e.awsErrorDetails().errorCode();
  }

  private String advice(int status, String code) {
    if (CREDENTIALS.contains(code)) {
      return " Correct access_key and secret_key.";
    }
    if (code.equals("NoSuchBucket") || status == 404) {
      return " Make the bucket, or correct `bucket`, `region` or `endpoint_url`.";
    }
    if (status == 401 || status == 403) {
      return " The key needs the permissions s3:PutObject, s3:GetObject, s3:DeleteObject and"
          + " s3:AbortMultipartUpload on its objects, and s3:ListBucket on the bucket.";
    }
    if (status / 100 == 3 || code.equals("AuthorizationHeaderMalformed")) {
      return " Correct `region`.";
    }
    return "";
  }

  private String told(S3Exception e) {
    String message = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorMessage();
    return "%s answered %d %s%s."
        .formatted(
            options.where(),
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

  private Exception notAnswered(SdkException e) {
    String message = root(e);
    if (String.valueOf(e.getMessage()).contains("Unable to load credentials")) {
      return new ServiceFault(
          options.where()
              + ": no credentials were found. Set access_key and secret_key, or give the machine a"
              + " role.",
          e);
    }
    return new TransientFault(options.where() + ": " + message, null, e);
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
