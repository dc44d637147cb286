package dev.vcond.link.delay;

import dev.vcond.config.InvalidOption;
import dev.vcond.config.Option;
import dev.vcond.link.Doubtful;
import dev.vcond.link.Waiting;
import java.time.Duration;
import java.util.List;

/** The options of {@code links.delay}. */
public record DelayOptions(
    @Option(
            value = "How long to wait, in seconds or as a time such as 250ms.",
            defaultValue = "5",
            example = "2.5")
        Pause seconds)
    implements Doubtful, Waiting {

  private static final Duration LONGEST = Duration.ofDays(1);

  public DelayOptions {
    if (seconds.length().compareTo(LONGEST) > 0) {
      throw new InvalidOption("seconds", "expected a time from 0 to a day", "write 5 or 250ms");
    }
  }

  @Override
  public Duration shortest() {
    return seconds.length();
  }

  @Override
  public List<Doubt> doubts() {
    return seconds.belowZero()
        ? List.of(
            new Doubt(
                "seconds", "is less than nothing: the link does not wait", "Write 0 or more."))
        : List.of();
  }
}
