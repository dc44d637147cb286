package dev.vcond.link;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by a link: it could not be done now, it may work later (a service that is busy, a time-out
 * of a connection). The engine calls the link again with the same document, as often and after such
 * waits as {@code retry} beside the step's {@code options} says, all within the step's {@code
 * timeout}. Everything else that a link throws is not tried again.
 *
 * <p>Unchecked, so that it may leave an edit of the document as well.
 */
public final class TemporaryFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final @Nullable Duration retryAfter;

  /**
   * @param message what happened, for the operator: the reason of the dead letter if no attempt
   *     works
   */
  public TemporaryFailure(String message) {
    this(message, null, null);
  }

  /**
   * @param cause what was thrown, for the log
   */
  public TemporaryFailure(String message, @Nullable Throwable cause) {
    this(message, null, cause);
  }

  /**
   * @param retryAfter the wait that the service asked for (HTTP {@code Retry-After}, RFC 9110
   *     section 10.2.3), or null; kept up to {@code retry.max_wait}
   */
  public TemporaryFailure(
      String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(message, cause);
    this.retryAfter = retryAfter;
  }

  /** The wait that the service asked for. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
