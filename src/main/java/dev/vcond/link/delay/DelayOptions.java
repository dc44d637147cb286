package dev.vcond.link.delay;

import dev.vcond.config.InvalidOption;
import dev.vcond.config.Option;
import java.time.Duration;

/** The options of {@code links.delay}. */
public record DelayOptions(
    @Option(
            value = "How long to wait, in seconds or as a time such as 250ms.",
            defaultValue = "5",
            example = "2.5")
        Duration seconds) {

  private static final Duration LONGEST = Duration.ofDays(1);

  public DelayOptions {
    if (seconds.isNegative() || seconds.compareTo(LONGEST) > 0) {
      throw new InvalidOption("seconds", "expected a time from 0 to a day", "write 5 or 250ms");
    }
  }
}
