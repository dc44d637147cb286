package dev.vcond.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A link under {@code links}.
 *
 * @param name what chains call it
 * @param options bound by the drawer that {@code module} names
 * @param timeout null when the operator left it open; then the link's own, else {@link
 *     #DEFAULT_TIMEOUT}
 * @param position where its name stands
 */
public record LinkConfig(
    String name,
    String module,
    ConfigValue.Mapping options,
    @Nullable Duration timeout,
    Position position) {

  /** How long a link may take when neither the operator nor the link says otherwise. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);
}
