package dev.vcond.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the engine does around every call of a link. Its keys stand beside {@code options}.
 *
 * @param timeout null when the operator left it open; then the link's own, else {@link
 *     LinkConfig#DEFAULT_TIMEOUT}
 */
public record LinkPolicy(
    @Option(
            value =
                "How long one call may take, retries included; without it the link's own limit, in"
                    + " general 60s.",
            example = "5m")
        @Nullable Duration timeout,
    @Option(
            value = "How an attempt that failed for a while is repeated, all within `timeout`.",
            example = "{max_attempts: 5}")
        RetryConfig retry,
    @Option(value = "Which vCons it is called for.", inline = true) LinkFilter filter) {

  public LinkPolicy {
    if (timeout != null) {
      Range.checkPositive("timeout", timeout);
    }
  }

  LinkPolicy withFilter(LinkFilter other) {
    return new LinkPolicy(timeout, retry, other);
  }
}
