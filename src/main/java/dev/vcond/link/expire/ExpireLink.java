package dev.vcond.link.expire;

import dev.vcond.link.Link;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.link.LinkType;
import dev.vcond.vcon.Vcon;
import java.time.Duration;

/** Asks for a time to live of the document in Redis. Thread-safe. */
public final class ExpireLink implements Link {
  private final Duration after;

  private ExpireLink(ExpireOptions options) {
    this.after = options.seconds();
  }

  /** The registration of {@code links.expire_vcon}. */
  public static LinkType<ExpireOptions> type() {
    return new LinkType<>(
        "links.expire_vcon",
        "Removes the document from Redis some time after the run.",
        """
        The time counts from the end of the run, when all storages have the vCon: no document expires
        that is not stored. Where a write is owed (`on_failure: defer`), it stays as long as a dead
        letter would. A vCon that fails keeps its document; the replay gives it its time.

        Whoever takes the id from an egress list, or from a list that a router pushes to, has to read
        the document within that time; ingress lists of vcond itself keep theirs alive. For all vCons
        alike there is `redis.after_completion`, which counts where no link says otherwise.
        """,
        """
        links:
          expire_vcon:
            module: links.expire_vcon
            options:
              seconds: 7d
        """,
        ExpireOptions.class,
        ExpireLink::new);
  }

  @Override
  public LinkResult apply(Vcon vcon, LinkContext context) {
    return LinkResult.expire(vcon, after);
  }
}
