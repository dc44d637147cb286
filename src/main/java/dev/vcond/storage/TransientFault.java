package dev.vcond.storage;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The service could not do it now; it may later. Needed only to say how long the service asked to
 * wait.
 */
public final class TransientFault extends Exception {
  private static final long serialVersionUID = 1L;

  private final @Nullable Duration retryAfter;

  /**
   * @param retryAfter the wait the service asked for (HTTP {@code Retry-After}, RFC 9110 section
   *     10.2.3), or null
   */
  public TransientFault(String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(message, cause);
    this.retryAfter = retryAfter;
  }

  /** The wait the service asked for. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
