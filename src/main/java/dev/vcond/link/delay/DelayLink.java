package dev.vcond.link.delay;

import dev.vcond.link.Link;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.link.LinkType;
import dev.vcond.vcon.Vcon;
import java.time.Duration;

/** Waits, then lets the document pass as it is. Thread-safe. */
public final class DelayLink implements Link {
  /** What a wait may take longer than it was meant to before something must be wrong. */
  private static final Duration SPARE = Duration.ofSeconds(60);

  private final Duration wait;

  private DelayLink(DelayOptions options) {
    this.wait = options.shortest();
  }

  /** The registration of {@code links.delay}. */
  public static LinkType<DelayOptions> type() {
    return new LinkType<>(
        "links.delay",
        "Waits before the next link.",
        """
        A vCon that waits counts as one in work (`worker.concurrency`). Its time-out, unless `timeout`
        is set, is a minute longer than the wait; `timeout` of the chain has to have room for both.
        """,
        """
        links:
          pause:
            module: links.delay
            options:
              seconds: 2.5
        """,
        DelayOptions.class,
        DelayLink::new);
  }

  /** The same for a test, in which no time passes. That its time-out is long enough is known. */
  public Link withoutWaiting() {
    return (vcon, _) -> LinkResult.proceed(vcon);
  }

  @Override
  public LinkResult apply(Vcon vcon, LinkContext context) throws InterruptedException {
    Thread.sleep(wait);
    return LinkResult.proceed(vcon);
  }

  @Override
  public Duration defaultTimeout() {
    return wait.plus(SPARE);
  }
}
