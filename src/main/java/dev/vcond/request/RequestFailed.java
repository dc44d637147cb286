package dev.vcond.request;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that did not do what it was for. The message says what happened and what to do. */
public final class RequestFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final Blame blame;
  private final @Nullable Duration retryAfter;

  /** One that asks for no wait. */
  public RequestFailed(Blame blame, String message, @Nullable Throwable cause) {
    this(blame, message, null, cause);
  }

  /**
   * @param retryAfter the wait the service asked for (HTTP {@code Retry-After}, RFC 9110 section
   *     10.2.3), or null
   */
  public RequestFailed(
      Blame blame, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(message, cause);
    this.blame = blame;
    this.retryAfter = retryAfter;
  }

  /** What has to change. */
  public Blame blame() {
    return blame;
  }

  /** The wait the service asked for. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
