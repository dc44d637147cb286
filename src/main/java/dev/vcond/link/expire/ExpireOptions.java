package dev.vcond.link.expire;

import dev.vcond.config.InvalidOption;
import dev.vcond.config.Misnomer;
import dev.vcond.config.Option;
import java.time.Duration;

/** The options of {@code links.expire_vcon}. */
@Misnomer(value = "expire_seconds", means = "seconds", instead = "Write seconds: 86400.")
public record ExpireOptions(
    @Option(
            value =
                "How long the document stays in Redis, in seconds or as a time such as 7d; 0"
                    + " removes it with the end of the run.",
            defaultValue = "86400",
            example = "7d")
        Duration seconds) {

  private static final Duration LONGEST = Duration.ofDays(36_500);

  public ExpireOptions {
    if (seconds.isNegative() || seconds.compareTo(LONGEST) > 0) {
      throw new InvalidOption(
          "seconds", "expected a time from 0 to 100 years", "write 86400 or 1d");
    }
  }
}
